import { multiplyAdd } from './vectors';

/**
 * torch.optim.Adam (https://pytorch.org/docs/stable/generated/torch.optim.Adam.html) over `count` floats, a multiple of 4:
 * `means` and `squares` (PyTorch's exp_avg and exp_avg_sq) become the running averages of the gradients and of their squares,
 * then `parameters -= rate * means / (sqrt(squares) + epsilon)`. Rate and epsilon correct the averages' bias
 * (core/optimizer.ts).
 */
export function adam(
  parameters: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  count: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const epsilons = f32x4.splat(epsilon);
  const shareOfMean = f32x4.splat(1 - beta1);
  const shareOfSquare = f32x4.splat(1 - beta2);
  const bytes = <usize>count << 2;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const gradient = v128.load(gradients + offset);
    const mean = approach(v128.load(means + offset), gradient, shareOfMean);
    v128.store(means + offset, mean);
    const square = approach(v128.load(squares + offset), f32x4.mul(gradient, gradient), shareOfSquare);
    v128.store(squares + offset, square);

    const update = f32x4.div(f32x4.mul(rates, mean), f32x4.add(f32x4.sqrt(square), epsilons));
    v128.store(parameters + offset, f32x4.sub(v128.load(parameters + offset), update));
  }
}

/** `beta * average + (1 - beta) * value`, where `share` is 1 - beta. */
@inline
function approach(average: v128, value: v128, share: v128): v128 {
  return multiplyAdd(share, f32x4.sub(value, average), average);
}
