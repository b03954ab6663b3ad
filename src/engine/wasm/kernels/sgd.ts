/** `parameters -= learningRate * gradients`, over `count` floats, a multiple of 4. */
export function sgd(parameters: usize, gradients: usize, count: i32, learningRate: f32): void {
  const rate = f32x4.splat(learningRate);
  const bytes = <usize>count << 2;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const update = f32x4.mul(rate, v128.load(gradients + offset));
    v128.store(parameters + offset, f32x4.sub(v128.load(parameters + offset), update));
  }
}
