import { correctedAdam, type OptimizerSpec, type Slot } from '../../core/optimizer';
import type { Kernels } from './kernelExports';
import type { ParameterPlan } from './plan/parameterPlan';
import { floatBytes } from './plan/storedSizes';

/** Parameters from `first` to `end`, counted in floats from the first of all. */
export interface ParameterRange {
  readonly first: number;
  readonly end: number;
}

/** Moves parameters by their gradients, as the optimizer does at this learning rate after `step` steps. */
export function updateParameters(
  kernels: Kernels,
  plan: ParameterPlan,
  { first, end }: ParameterRange,
  optimizer: OptimizerSpec,
  learningRate: number,
  step: number,
): void {
  const count = end - first;
  const parameters = plan.block + first * floatBytes;
  const gradients = plan.gradients + first * floatBytes;
  const slot = (name: Slot) => blockOf(plan, name) + first * floatBytes;
  decay(kernels, optimizer, learningRate, parameters, gradients, count);
  if (optimizer.kind !== 'sgd') {
    const { rate, epsilon } = correctedAdam(optimizer, learningRate, step);
    const { beta1, beta2 } = optimizer;
    kernels.adam(parameters, gradients, slot('exp_avg'), slot('exp_avg_sq'), count, rate, beta1, beta2, epsilon);
    return;
  }
  const { momentum, nesterov } = optimizer;
  if (momentum === 0) {
    kernels.sgd(parameters, gradients, count, learningRate);
    return;
  }
  const sgd = nesterov ? 'sgdNesterov' : 'sgdMomentum';
  kernels[sgd](parameters, gradients, slot('momentum_buffer'), count, learningRate, momentum);
}

/** Weight decay as `torch.optim` has it: of AdamW apart from the gradient, of the others in it. */
function decay(kernels: Kernels, { kind, weightDecay }: OptimizerSpec, learningRate: number, parameters: number, gradients: number, count: number): void {
  if (weightDecay === 0) return;
  if (kind === 'adamw') kernels.shrink(parameters, count, 1 - learningRate * weightDecay);
  else kernels.decayGradients(gradients, parameters, count, weightDecay);
}

function blockOf({ slotBlocks }: ParameterPlan, slot: Slot): number {
  const block = slotBlocks.get(slot);
  if (block === undefined) throw new Error(`The optimizer has no ${slot}`);
  return block;
}
