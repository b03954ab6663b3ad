import type { OptimizerSpec } from '../engine';
import type { Edge, Graph } from './graph';
import type { ParameterGradient } from './layerPass';
import { DataType } from './savedModelFile';
import type { Variable } from './variables';

/** The operation that each optimizer is in TensorFlow. */
const updates = { sgd: 'ResourceApplyGradientDescent' } as const satisfies Record<OptimizerSpec['kind'], string>;

/** Adds the updates of every parameter, `p = p - learningRate * gradient`, and returns their operations. */
export function addOptimizer(
  graph: Graph,
  optimizer: OptimizerSpec,
  variables: ReadonlyMap<string, Variable>,
  gradients: readonly ParameterGradient[],
  learningRate: Edge,
): Edge[] {
  return gradients.map(({ name, gradient }) => {
    const variable = variables.get(name);
    if (variable === undefined) throw new Error(`The graph has no parameter ${name}.`);
    return graph.add(updates[optimizer.kind], [variable.handle, learningRate, gradient], { T: { type: DataType.float32 } });
  });
}
