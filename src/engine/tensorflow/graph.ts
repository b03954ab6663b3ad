import { DataType, type AttributeValue, type GraphNode } from './savedModelFile';

/** An output of an operation, as another operation names it among its inputs: `node` for the first output, `node:1`. */
export type Edge = string;

/** A TensorFlow graph under construction. Operations are named after what they do and numbered, unless they get a name. */
export class Graph {
  readonly nodes: GraphNode[] = [];

  add(operation: string, inputs: readonly Edge[], attributes: Record<string, AttributeValue>, name?: string): Edge {
    const chosen = name ?? `${operation}_${this.nodes.length}`;
    this.nodes.push({ name: chosen, operation, inputs, attributes });
    return chosen;
  }

  /** A value that each run is given from outside. */
  placeholder(name: string, type: DataType, shape: readonly number[]): Edge {
    return this.add('Placeholder', [], { dtype: { type }, shape: { shape } }, name);
  }

  scalar(value: number): Edge {
    return this.add('Const', [], { dtype: float32, value: { tensor: { shape: [], data: Float32Array.of(value) } } });
  }

  /** A constant int32 of a shape. */
  integers(shape: readonly number[], values: readonly number[]): Edge {
    return this.add('Const', [], { dtype: int32, value: { tensor: { shape, data: Int32Array.from(values) } } });
  }

  /** The value itself, but only after the operations of `after` have run. */
  identity(value: Edge, type: DataType, options: { name?: string; after?: readonly Edge[] } = {}): Edge {
    const after = (options.after ?? []).map((edge) => `^${edge}`);
    return this.add('Identity', [value, ...after], { T: { type } }, options.name);
  }

  cast(value: Edge, from: DataType, to: DataType): Edge {
    return this.add('Cast', [value], { SrcT: { type: from }, DstT: { type: to } });
  }

  multiply(a: Edge, b: Edge): Edge {
    return this.add('Mul', [a, b], { T: float32 });
  }

  matMul(a: Edge, b: Edge, transpose: 'none' | 'a' | 'b' = 'none'): Edge {
    return this.add('MatMul', [a, b], {
      T: float32,
      transpose_a: { bool: transpose === 'a' },
      transpose_b: { bool: transpose === 'b' },
    });
  }

  /** The index of the largest element along the last axis, int32; of equal ones the first. */
  argMax(rows: Edge): Edge {
    return this.add('ArgMax', [rows, this.integers([], [-1])], { T: float32, Tidx: int32, output_type: int32 });
  }

  /** Several float32 values of one shape, one after another along a new first axis. */
  pack(values: readonly Edge[]): Edge {
    return this.add('Pack', values, { T: float32, N: { integer: values.length } });
  }

  /** The parts of a value along its first axis, whose size is `count`: returns the edge of each by its number. */
  unpack(value: Edge, type: DataType, count: number): (part: number) => Edge {
    const node = this.add('Unpack', [value], { T: { type }, num: { integer: count }, axis: { integer: 0 } });
    return (part) => `${node}:${part}`;
  }

  sum(a: Edge, b: Edge): Edge {
    return this.add('AddV2', [a, b], { T: float32 });
  }

  /** The sums of a matrix' columns, `[columns]`: a fifth of the time of `BiasAddGrad`, which computes the same. */
  sumOfRows(matrix: Edge): Edge {
    return this.add('Sum', [matrix, this.integers([1], [0])], { T: float32, Tidx: int32, keep_dims: { bool: false } });
  }

  /** The same elements in another shape, of which one size may be -1: what is left. */
  reshape(value: Edge, shape: readonly number[]): Edge {
    return this.add('Reshape', [value, this.integers([shape.length], shape)], { T: float32, Tshape: int32 });
  }

  /** Puts the axes into another order. */
  transpose(value: Edge, axes: readonly number[]): Edge {
    return this.add('Transpose', [value, this.integers([axes.length], axes)], { T: float32, Tperm: int32 });
  }
}

const float32 = { type: DataType.float32 };
const int32 = { type: DataType.int32 };
