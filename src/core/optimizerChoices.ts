import type { Optimizer } from './configuration';
import { plainSgd } from './optimizer';

interface OptimizerChoice {
  readonly title: string;
  /** What it does, in one plain sentence. */
  readonly meaning: string;
  /** With PyTorch's defaults, and a learning rate that suits small models of digits. */
  readonly optimizer: Optimizer;
}

const adamDefaults = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** The optimizers that a person can choose. */
export const optimizerChoices = {
  sgd: { title: 'SGD', meaning: 'Each step moves every weight against its gradient.', optimizer: { ...plainSgd, learningRate: 0.1 } },
  momentum: {
    title: 'SGD, momentum',
    meaning: 'Each step moves every weight on in the direction of its last steps, and against its gradient.',
    optimizer: { ...plainSgd, momentum: 0.9, learningRate: 0.05 },
  },
  nesterov: {
    title: 'SGD, Nesterov',
    meaning: 'Momentum that looks ahead: the gradient counts as if the last direction had been followed already.',
    optimizer: { ...plainSgd, momentum: 0.9, nesterov: true, learningRate: 0.05 },
  },
  adam: {
    title: 'Adam',
    meaning: 'Each step moves every weight against the average of its gradients, by their usual size.',
    optimizer: { kind: 'adam', ...adamDefaults, weightDecay: 0 },
  },
  adamw: {
    title: 'AdamW',
    meaning: 'Adam whose weight decay shrinks every weight by itself, whatever its gradient.',
    optimizer: { kind: 'adamw', ...adamDefaults, weightDecay: 0.01 },
  },
} as const satisfies Record<string, OptimizerChoice>;

export type OptimizerChoiceId = keyof typeof optimizerChoices;
export const optimizerChoiceIds = Object.keys(optimizerChoices) as OptimizerChoiceId[];

/** Which of the choices an optimizer is. */
export function optimizerChoiceOf(optimizer: Optimizer): OptimizerChoiceId {
  if (optimizer.kind !== 'sgd') return optimizer.kind;
  if (optimizer.momentum === 0) return 'sgd';
  return optimizer.nesterov ? 'nesterov' : 'momentum';
}

/** The optimizer of a choice: `present` itself where it is that one already, else with the choice's own numbers. */
export function chooseOptimizer(id: OptimizerChoiceId, present: Optimizer): Optimizer {
  return optimizerChoiceOf(present) === id ? present : optimizerChoices[id].optimizer;
}
