import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Binding, TensorId } from './binding';
import { DataType, encodeSavedModel, savedModelTag, type GraphNode } from './savedModelFile';

/** A part of the graph that can be run: the names of what it is given and of what it returns. */
export interface GraphCall {
  readonly feeds: readonly string[];
  /** The same names as the binding takes them, put together once. */
  readonly inputNames: string;
  readonly outputNames: string;
}

/** What one feed is given: a scalar, or elements of a shape. */
export type FeedValue = number | ArrayValue;

export interface ArrayValue {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** A scalar's tensor, kept for runs to come. */
interface KeptScalar {
  readonly value: number;
  readonly id: TensorId;
}

/**
 * A graph loaded into TensorFlow, with the variables that its runs leave behind. It owns every tensor that it makes.
 * Those of scalars (learning rate, 1/n) are kept until the value changes, because they seldom do and a step takes
 * some 100 microseconds, of which making a tensor is 3; all others are deleted before `run` returns or throws.
 */
export class GraphSession {
  private readonly binding: Binding;
  private readonly id: number;
  private readonly scalars = new Map<string, KeptScalar>();
  private tensorCount = 0;

  constructor(binding: Binding, nodes: readonly GraphNode[]) {
    this.binding = binding;
    this.id = loadGraph(binding, nodes);
  }

  /** Tensors made by this session and not yet deleted. */
  get liveTensors(): number {
    return this.tensorCount;
  }

  /** Runs what the call's fetches need, given a value for each of its feeds, and returns the elements of each fetch, all float32. */
  run(call: GraphCall, values: readonly FeedValue[]): Float32Array[] {
    const temporary: TensorId[] = [];
    try {
      const inputs = values.map((value, position) => {
        if (typeof value === 'number') return this.keep(call.feeds[position] ?? '', value);
        const id = this.create(value);
        temporary.push(id);
        return id;
      });
      const outputs = this.binding.runSavedModel(this.id, inputs, call.inputNames, call.outputNames);
      this.tensorCount += outputs.length;
      for (const { id } of outputs) temporary.push(id);
      return outputs.map(({ id }) => parseElements(this.binding.tensorDataSync(id)));
    } finally {
      for (const id of temporary) this.delete(id);
    }
  }

  /** Frees the graph, its variables and the kept scalars. */
  dispose(): void {
    for (const { id } of this.scalars.values()) this.delete(id);
    this.scalars.clear();
    this.binding.deleteSavedModel(this.id);
  }

  private keep(name: string, value: number): TensorId {
    const kept = this.scalars.get(name);
    if (kept?.value === value) return kept.id;
    const id = this.create({ shape: [], data: Float32Array.of(value) });
    this.scalars.set(name, { value, id });
    if (kept !== undefined) this.delete(kept.id);
    return id;
  }

  private create({ shape, data }: ArrayValue): TensorId {
    const id = this.binding.createTensor(shape, dataTypeOf(data), data);
    this.tensorCount += 1;
    return id;
  }

  private delete(id: TensorId): void {
    this.binding.deleteTensor(id);
    this.tensorCount -= 1;
  }
}

/** Names a call. Of an operation with several outputs, the first is fed or fetched. */
export function graphCall(feeds: readonly string[], fetches: readonly string[]): GraphCall {
  return { feeds, inputNames: firstOutputs(feeds), outputNames: firstOutputs(fetches) };
}

function firstOutputs(names: readonly string[]): string {
  return names.map((name) => `${name}:0`).join(',');
}

/** TensorFlow loads graphs from a folder only, so the graph passes through a temporary one. */
function loadGraph(binding: Binding, nodes: readonly GraphNode[]): number {
  const folder = mkdtempSync(join(tmpdir(), `mnist-lab-graph-${process.pid}-`));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(nodes));
    return binding.loadSavedModel(folder + sep, savedModelTag);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function dataTypeOf(data: ArrayValue['data']): DataType {
  if (data instanceof Float32Array) return DataType.float32;
  return data instanceof Int32Array ? DataType.int32 : DataType.uint8;
}

function parseElements(value: unknown): Float32Array {
  if (value instanceof Float32Array) return value;
  throw new Error('TensorFlow returned a tensor that is not float32');
}
