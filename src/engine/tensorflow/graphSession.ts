import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Binding, TensorId } from './binding';
import { DataType, encodeSavedModel, savedModelTag, type GraphNode } from './savedModelFile';

/** A value for one of the graph's operations in one run. */
export interface Feed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** The elements of a fetched tensor, in row-major order. */
export type Elements = Float32Array | Int32Array;

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
  readonly #binding: Binding;
  readonly #id: number;
  readonly #scalars = new Map<string, KeptScalar>();
  #liveTensors = 0;

  constructor(binding: Binding, nodes: readonly GraphNode[]) {
    this.#binding = binding;
    this.#id = loadGraph(binding, nodes);
  }

  /** Tensors made by this session and not yet deleted. */
  get liveTensors(): number {
    return this.#liveTensors;
  }

  /** Runs what the fetches need and returns their values, in order; of an operation with several outputs, the first. */
  run(feeds: readonly Feed[], fetches: readonly string[], scalars: Readonly<Record<string, number>> = {}): Elements[] {
    const temporary: TensorId[] = [];
    try {
      const names = Object.keys(scalars);
      const inputs = Object.entries(scalars).map(([name, value]) => this.#keep(name, value));
      for (const { name, shape, data } of feeds) {
        const id = this.#create(shape, data);
        temporary.push(id);
        names.push(name);
        inputs.push(id);
      }
      const outputs = this.#binding.runSavedModel(this.#id, inputs, firstOutputs(names), firstOutputs(fetches));
      this.#liveTensors += outputs.length;
      for (const { id } of outputs) temporary.push(id);
      return outputs.map(({ id }) => parseElements(this.#binding.tensorDataSync(id)));
    } finally {
      for (const id of temporary) this.#delete(id);
    }
  }

  /** Frees the graph, its variables and the kept scalars. */
  dispose(): void {
    for (const { id } of this.#scalars.values()) this.#delete(id);
    this.#scalars.clear();
    this.#binding.deleteSavedModel(this.#id);
  }

  #keep(name: string, value: number): TensorId {
    const kept = this.#scalars.get(name);
    if (kept?.value === value) return kept.id;
    const id = this.#create([], Float32Array.of(value));
    this.#scalars.set(name, { value, id });
    if (kept !== undefined) this.#delete(kept.id);
    return id;
  }

  #create(shape: readonly number[], data: Feed['data']): TensorId {
    const id = this.#binding.createTensor(shape, dataTypeOf(data), data);
    this.#liveTensors += 1;
    return id;
  }

  #delete(id: TensorId): void {
    this.#binding.deleteTensor(id);
    this.#liveTensors -= 1;
  }
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

function dataTypeOf(data: Feed['data']): DataType {
  if (data instanceof Float32Array) return DataType.float32;
  return data instanceof Int32Array ? DataType.int32 : DataType.uint8;
}

function firstOutputs(names: readonly string[]): string {
  return names.map((name) => `${name}:0`).join(',');
}

function parseElements(value: unknown): Elements {
  if (value instanceof Float32Array || value instanceof Int32Array) return value;
  throw new Error('TensorFlow returned a tensor that is neither float32 nor int32.');
}
