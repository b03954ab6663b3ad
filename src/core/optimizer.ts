import type { Optimizer } from './configuration';
import { parameterSpecs, type LayerList } from './layers';
import type { TensorSpec } from './stateDict';

type WithoutLearningRate<Kind> = Kind extends unknown ? Omit<Kind, 'learningRate'> : never;

/** How parameters follow gradients, all but the learning rate: that comes with each step, since it may change in mid-run. */
export type OptimizerSpec = WithoutLearningRate<Optimizer>;
export type AdamSpec = Extract<OptimizerSpec, { kind: 'adam' | 'adamw' }>;

export const plainSgd = { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 } as const satisfies OptimizerSpec;

/** What an optimizer keeps beside each parameter, of the parameter's shape and zero before the first step: PyTorch's names. */
export type Slot = 'momentum_buffer' | 'exp_avg' | 'exp_avg_sq';

/** The slots of each parameter, in the order of the state dict; none for plain SGD. */
export function slotsOf(optimizer: OptimizerSpec): readonly Slot[] {
  if (optimizer.kind !== 'sgd') return ['exp_avg', 'exp_avg_sq'];
  return optimizer.momentum > 0 ? ['momentum_buffer'] : [];
}

/** The name of a parameter's slot: `linear.weight.exp_avg`. */
export function slotName(parameter: string, slot: Slot): string {
  return `${parameter}.${slot}`;
}

/** Every slot of a model's optimizer, parameter by parameter. */
export function slotSpecs(optimizer: OptimizerSpec, layers: LayerList): TensorSpec[] {
  return parameterSpecs(layers).flatMap(({ name, shape }) => slotsOf(optimizer).map((slot) => ({ name: slotName(name, slot), shape })));
}

/**
 * The learning rate and epsilon with which a step of Adam needs no other correction of its bias, t being the steps with
 * this one: `p -= rate * exp_avg / (sqrt(exp_avg_sq) + epsilon)` with rate lr √(1 - β2ᵗ) / (1 - β1ᵗ) and epsilon
 * ε √(1 - β2ᵗ) is `p -= lr * m̂ / (sqrt(v̂) + ε)`, the formula of `torch.optim.Adam`, multiplied out.
 */
export function correctedAdam({ beta1, beta2, epsilon }: AdamSpec, learningRate: number, step: number): { rate: number; epsilon: number } {
  // Engines compute with betas of 32 bits. The correction must be of the averages as they are: 1 - 0.999 differs by 1e-5.
  const firstBias = 1 - Math.fround(beta1) ** (step + 1);
  const rootOfSecondBias = Math.sqrt(1 - Math.fround(beta2) ** (step + 1));
  return { rate: (learningRate * rootOfSecondBias) / firstBias, epsilon: epsilon * rootOfSecondBias };
}

/** The optimizer in a few words, with its learning rate: `SGD 0.001`, `SGD 0.1, momentum 0.9`, `AdamW 0.001, weight decay 0.01`. */
export function describeOptimizer(optimizer: Optimizer): string {
  const { kind, learningRate, weightDecay } = optimizer;
  const decay = weightDecay === 0 ? '' : `, weight decay ${weightDecay}`;
  if (kind !== 'sgd') return `${kind === 'adam' ? 'Adam' : 'AdamW'} ${learningRate}${decay}`;
  const { momentum, nesterov } = optimizer;
  const velocity = momentum === 0 ? '' : `, ${nesterov ? 'Nesterov momentum' : 'momentum'} ${momentum}`;
  return `SGD ${learningRate}${velocity}${decay}`;
}
