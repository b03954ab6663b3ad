import { multiplyAdd } from './vectors';

// Both go over `count` floats, a multiple of 4.

/** Weight decay of SGD and Adam, as a part of the gradient: `gradients += decay * parameters`. */
export function decayGradients(gradients: usize, parameters: usize, count: i32, decay: f32): void {
  const decays = f32x4.splat(decay);
  const bytes = <usize>count << 2;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    v128.store(gradients + offset, multiplyAdd(decays, v128.load(parameters + offset), v128.load(gradients + offset)));
  }
}

/** Weight decay of AdamW, of the parameters themselves: `parameters *= kept`. */
export function shrink(parameters: usize, count: i32, kept: f32): void {
  const factors = f32x4.splat(kept);
  const end = parameters + (<usize>count << 2);
  for (; parameters < end; parameters += 16) v128.store(parameters, f32x4.mul(v128.load(parameters), factors));
}
