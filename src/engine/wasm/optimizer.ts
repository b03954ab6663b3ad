import { correctedAdam, type OptimizerSpec, type Slot } from '../../core/optimizer';
import type { Kernels } from './kernelExports';
import type { MemoryPlan } from './memoryPlan';

/** Moves every parameter by its gradient, as the optimizer does at this learning rate after `step` steps. */
export function updateParameters(kernels: Kernels, plan: MemoryPlan, optimizer: OptimizerSpec, learningRate: number, step: number): void {
  const { weight: parameters, weightGradient: gradients, parameterFloats: count } = plan;
  if (optimizer.kind !== 'sgd') {
    const { rate, epsilon } = correctedAdam(optimizer, learningRate, step);
    const { beta1, beta2 } = optimizer;
    kernels.adam(parameters, gradients, blockOf(plan, 'exp_avg'), blockOf(plan, 'exp_avg_sq'), count, rate, beta1, beta2, epsilon);
    return;
  }
  const { momentum, nesterov } = optimizer;
  if (momentum === 0) {
    kernels.sgd(parameters, gradients, count, learningRate);
    return;
  }
  const sgd = nesterov ? 'sgdNesterov' : 'sgdMomentum';
  kernels[sgd](parameters, gradients, blockOf(plan, 'momentum_buffer'), count, learningRate, momentum);
}

function blockOf({ slotBlocks }: MemoryPlan, slot: Slot): number {
  const block = slotBlocks.get(slot);
  if (block === undefined) throw new Error(`The optimizer has no ${slot}`);
  return block;
}
