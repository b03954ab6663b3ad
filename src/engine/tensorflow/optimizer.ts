import { correctedAdam, slotName, type OptimizerSpec, type Slot } from '../../core/optimizer';
import type { Edge, Graph } from './graph';
import type { ParameterGradient } from './layerPass';
import { DataType } from './savedModelFile';
import { variableOf, type Variable } from './variables';

const float32 = { type: DataType.float32 };

// Placeholders, float32 `[]`.
const rateFeed = 'learningRate';
const epsilonFeed = 'epsilon';

/** The placeholders that a step feeds for the optimizer. */
export function optimizerFeeds({ kind }: OptimizerSpec): readonly string[] {
  return kind !== 'sgd' ? [rateFeed, epsilonFeed] : [rateFeed];
}

/** What they are fed at this learning rate after `step` steps. */
export function optimizerValues(optimizer: OptimizerSpec, learningRate: number, step: number): readonly number[] {
  if (optimizer.kind === 'sgd') return [learningRate];
  const { rate, epsilon } = correctedAdam(optimizer, learningRate, step);
  return [rate, epsilon];
}

/** Adds the updates of every parameter and its slots, which `variables` has by their names, and returns their operations. */
export function addOptimizer(
  graph: Graph,
  optimizer: OptimizerSpec,
  variables: ReadonlyMap<string, Variable>,
  gradients: readonly ParameterGradient[],
): Edge[] {
  const rate = graph.placeholder(rateFeed, DataType.float32, []);
  const handle = (name: string) => variableOf(variables, name).handle;
  const slot = (parameter: string, name: Slot) => handle(slotName(parameter, name));

  if (optimizer.kind !== 'sgd') {
    const epsilon = graph.placeholder(epsilonFeed, DataType.float32, []);
    const [beta1, beta2] = [graph.scalar(optimizer.beta1), graph.scalar(optimizer.beta2)];
    // The operation's own correction of the bias, which treats epsilon unlike PyTorch, does nothing at powers of 0.
    const power = graph.scalar(0);
    return gradients.map(({ name, gradient }) => {
      const averages = [slot(name, 'exp_avg'), slot(name, 'exp_avg_sq')];
      return graph.add('ResourceApplyAdam', [handle(name), ...averages, power, power, rate, beta1, beta2, epsilon, gradient], { T: float32 });
    });
  }
  if (optimizer.momentum === 0) {
    return gradients.map(({ name, gradient }) => graph.add('ResourceApplyGradientDescent', [handle(name), rate, gradient], { T: float32 }));
  }
  const momentum = graph.scalar(optimizer.momentum);
  const attributes = { T: float32, use_nesterov: { bool: optimizer.nesterov } };
  return gradients.map(({ name, gradient }) =>
    graph.add('ResourceApplyMomentum', [handle(name), slot(name, 'momentum_buffer'), rate, gradient, momentum], attributes),
  );
}
