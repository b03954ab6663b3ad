import type { Edge, Graph } from './graph';
import { DataType } from './savedModelFile';

/**
 * A value that stays in TensorFlow's memory between runs of one loaded graph. Two loaded graphs never share a
 * variable, even of the same name: each session has devices, and with them variables, of its own.
 */
export interface Variable {
  /** What an optimizer's update takes: the variable itself, not its value. */
  readonly handle: Edge;
  /** The value at the time of the read; a later update makes a copy and leaves it as it is. */
  readonly value: Edge;
}

/** The names under which a run feeds a variable's new value, sets it, and fetches its value. */
export interface VariableEndpoints {
  readonly feed: string;
  readonly assigned: string;
  readonly value: string;
}

/** Throws an `Error` where the graph has no variable of the name. */
export function variableOf(variables: ReadonlyMap<string, Variable>, name: string): Variable {
  const variable = variables.get(name);
  if (variable === undefined) throw new Error(`The graph has no variable ${name}.`);
  return variable;
}

/** The same variables, all float32, with the values that they have after the operations of `after`. */
export function readAfter(graph: Graph, variables: ReadonlyMap<string, Variable>, after: readonly Edge[]): ReadonlyMap<string, Variable> {
  const controls = after.map((edge) => `^${edge}`);
  const read = (handle: Edge) => graph.add('ReadVariableOp', [handle, ...controls], { dtype: { type: DataType.float32 } });
  return new Map([...variables].map(([name, { handle }]) => [name, { handle, value: read(handle) }]));
}

export function variableEndpoints(name: string): VariableEndpoints {
  return { feed: `${name}/feed`, assigned: `${name}/assigned`, value: `${name}/value` };
}

/** Adds a variable with the operations that write and read it. */
export function addVariable(graph: Graph, name: string, type: DataType, shape: readonly number[]): Variable {
  const dtype = { type };
  const endpoints = variableEndpoints(name);
  const handle = graph.add(
    'VarHandleOp',
    [],
    { dtype, shape: { shape }, shared_name: { string: name }, container: { string: '' } },
    name,
  );
  // The variable gets a copy, because a fed tensor may use the memory of a JavaScript array: a variable that kept it
  // would follow later writes to the array, and let go of it on a thread of TensorFlow's, where V8 must not be called.
  const copy = graph.add('DeepCopy', [graph.placeholder(endpoints.feed, type, shape)], { T: dtype });
  const assign = graph.add('AssignVariableOp', [handle, copy], { dtype });
  graph.identity(graph.scalar(0), DataType.float32, { name: endpoints.assigned, after: [assign] });
  const value = graph.add('ReadVariableOp', [handle], { dtype }, endpoints.value);
  return { handle, value };
}
