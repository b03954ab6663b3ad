import type { Edge, Graph } from './graph';
import type { ParameterGradient } from './layerPass';
import { DataType } from './savedModelFile';
import { variableOf, type Variable } from './variables';

const dtype = { type: DataType.float32 };

/** The variable in which a parameter's gradient is summed over the parts of a batch; zeros before and after. */
export function gradientSumName(parameter: string): string {
  return `${parameter}/gradientSum`;
}

/** Adds the operations that add a part's gradients to the sums, and returns them. */
export function addToSums(graph: Graph, variables: ReadonlyMap<string, Variable>, gradients: readonly ParameterGradient[]): Edge[] {
  return gradients.map(({ name, gradient }) => graph.add('AssignAddVariableOp', [variableOf(variables, gradientSumName(name)).handle, gradient], { dtype }));
}

/** The sums as the gradients of the whole batch, by the names of the parameters. */
export function summedGradients(variables: ReadonlyMap<string, Variable>, parameters: readonly string[]): ParameterGradient[] {
  return parameters.map((name) => ({ name, gradient: variableOf(variables, gradientSumName(name)).value }));
}

/** Adds the operations that set the sums back to zero after the updates, and returns them. */
export function clearSums(graph: Graph, sums: readonly ParameterGradient[], variables: ReadonlyMap<string, Variable>, updates: readonly Edge[]): Edge[] {
  return sums.map(({ name, gradient }) => {
    const zeros = graph.add('ZerosLike', [gradient, ...updates.map((update) => `^${update}`)], { T: dtype });
    return graph.add('AssignVariableOp', [variableOf(variables, gradientSumName(name)).handle, zeros], { dtype });
  });
}
