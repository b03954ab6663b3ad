import { multiplyAdd } from './vectors';

// torch.optim.SGD without dampening (https://pytorch.org/docs/stable/generated/torch.optim.SGD.html). All go over `count`
// floats, a multiple of 4.

/** `parameters -= learningRate * gradients`. */
export function sgd(parameters: usize, gradients: usize, count: i32, learningRate: f32): void {
  const rate = f32x4.splat(learningRate);
  const bytes = <usize>count << 2;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    descend(parameters + offset, rate, v128.load(gradients + offset));
  }
}

/** `velocities = momentum * velocities + gradients` (PyTorch's momentum_buffer), then `parameters -= learningRate * velocities`. */
export function sgdMomentum(
  parameters: usize,
  gradients: usize,
  velocities: usize,
  count: i32,
  learningRate: f32,
  momentum: f32,
): void {
  const rate = f32x4.splat(learningRate);
  const kept = f32x4.splat(momentum);
  const bytes = <usize>count << 2;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const velocity = multiplyAdd(kept, v128.load(velocities + offset), v128.load(gradients + offset));
    v128.store(velocities + offset, velocity);
    descend(parameters + offset, rate, velocity);
  }
}

/** The velocities as above, then `parameters -= learningRate * (gradients + momentum * velocities)`: a look ahead. */
export function sgdNesterov(
  parameters: usize,
  gradients: usize,
  velocities: usize,
  count: i32,
  learningRate: f32,
  momentum: f32,
): void {
  const rate = f32x4.splat(learningRate);
  const kept = f32x4.splat(momentum);
  const bytes = <usize>count << 2;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const gradient = v128.load(gradients + offset);
    const velocity = multiplyAdd(kept, v128.load(velocities + offset), gradient);
    v128.store(velocities + offset, velocity);
    descend(parameters + offset, rate, multiplyAdd(kept, velocity, gradient));
  }
}

/** Moves four parameters against a direction. */
@inline
function descend(parameters: usize, rate: v128, direction: v128): void {
  v128.store(parameters, f32x4.sub(v128.load(parameters), f32x4.mul(rate, direction)));
}
