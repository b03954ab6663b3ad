import { parameterSpecs, pixelCount, type ParameterSpec } from '../../core/layers';
import { elementCount, type StateDict, type Tensor } from '../../core/stateDict';
import type { MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import type { Binding } from './binding';
import { GraphSession, type Elements, type Feed } from './graphSession';
import { buildModelGraph, datasetVariable, feeds, fetches } from './modelGraph';
import { countEqual, gather, mean } from './rowLoops';
import { checkIndices, checkRowCount, imageCount, labelledCount } from './rowChecks';
import { variableEndpoints } from './variables';

/** Rows of a call, checked, as the graph takes them. */
interface Batch {
  readonly rows: Feed;
  readonly labels: Int32Array;
}

/** A model as one loaded TensorFlow graph. Its parameters are zero until `writeStateDict`. */
export class TensorflowModel implements Model {
  readonly #parameters: readonly ParameterSpec[];
  readonly #maxRows: number;
  readonly #datasetLabels: Int32Array;
  #loaded: GraphSession | undefined;

  /** Throws an `Error` where `maxRows` is not a whole number from 1 on or the dataset's images and labels do not fit. */
  constructor(binding: Binding, spec: ModelSpec) {
    const { layers, optimizer, maxRows, dataset } = spec;
    if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
    const datasetSize = dataset === undefined ? 0 : labelledCount(dataset);
    this.#parameters = parameterSpecs(layers);
    this.#maxRows = maxRows;
    this.#datasetLabels = Int32Array.from(dataset?.labels ?? []);
    this.#loaded = new GraphSession(binding, buildModelGraph({ layers, optimizer, datasetSize }));
    for (const { name, shape } of this.#parameters) this.#assign(name, shape, new Float32Array(elementCount(shape)));
    if (dataset !== undefined && datasetSize > 0) this.#assign(datasetVariable, [datasetSize, pixelCount], dataset.images);
  }

  step(input: StepInput): StepResult {
    const { learningRate } = input;
    if (!Number.isFinite(learningRate)) throw new Error(`The learning rate is ${learningRate}`);
    const { rows, labels } = this.#batch(input);
    const [losses, predicted] = this.#session().run([rows, labelsFeed(labels)], [fetches.lossesOfStep, fetches.predicted], {
      [feeds.learningRate]: learningRate,
      [feeds.rowWeight]: 1 / labels.length,
    });
    return { loss: mean(floats(losses)), correct: countEqual(integers(predicted), labels) };
  }

  evaluate(rows: Rows): RowResults {
    const batch = this.#batch(rows);
    const [losses, predicted] = this.#session().run([batch.rows, labelsFeed(batch.labels)], [fetches.losses, fetches.predicted]);
    return { losses: floats(losses), predicted: Uint8Array.from(integers(predicted)) };
  }

  predict(images: Uint8Array): Float32Array {
    const count = imageCount(images);
    checkRowCount(count, this.#maxRows);
    const [probabilities] = this.#session().run([imagesFeed(images, count)], [fetches.probabilities]);
    return floats(probabilities);
  }

  readStateDict(): StateDict {
    const values = this.#session().run([], this.#parameters.map(({ name }) => variableEndpoints(name).value));
    return new Map(this.#parameters.map(({ name, shape }, position) => [name, { shape, data: floats(values[position]) }]));
  }

  writeStateDict(stateDict: StateDict): void {
    // Checked as a whole before the first write, so that a bad state dict changes nothing.
    const tensors = this.#parameters.map((parameter) => tensorFor(parameter, stateDict));
    for (const { name, shape, data } of tensors) this.#assign(name, shape, data);
  }

  readSlots(): StateDict {
    this.#session();
    return new Map();
  }

  writeSlots(slots: StateDict): void {
    this.#session();
    if (slots.size > 0) throw new Error(`Plain SGD has no slots, but there are ${[...slots.keys()].join(', ')}`);
  }

  memory(): MemoryUse {
    return { wasmBytes: 0, tensors: this.#session().liveTensors };
  }

  dispose(): void {
    this.#loaded?.dispose();
    this.#loaded = undefined;
  }

  #session(): GraphSession {
    if (this.#loaded === undefined) throw new Error('This model was disposed');
    return this.#loaded;
  }

  /** Sets a variable to a copy of the elements. */
  #assign(variable: string, shape: readonly number[], data: Float32Array | Uint8Array): void {
    const { feed, assigned } = variableEndpoints(variable);
    this.#session().run([{ name: feed, shape, data }], [assigned]);
  }

  #batch(rows: Rows): Batch {
    if ('indices' in rows) return this.#batchOfIndices(rows.indices);
    const count = labelledCount(rows);
    checkRowCount(count, this.#maxRows);
    return { rows: imagesFeed(rows.images, count), labels: Int32Array.from(rows.labels) };
  }

  #batchOfIndices(indices: Int32Array): Batch {
    checkRowCount(indices.length, this.#maxRows);
    checkIndices(indices, this.#datasetLabels.length);
    const rows = { name: feeds.indices, shape: [indices.length], data: indices };
    return { rows, labels: gather(this.#datasetLabels, indices) };
  }
}

function imagesFeed(images: Uint8Array, count: number): Feed {
  return { name: feeds.rows, shape: [count, pixelCount], data: images };
}

function labelsFeed(labels: Int32Array): Feed {
  return { name: feeds.labels, shape: [labels.length], data: labels };
}

function tensorFor({ name, shape }: ParameterSpec, stateDict: StateDict): Tensor & { readonly name: string } {
  const tensor = stateDict.get(name);
  if (tensor === undefined) throw new Error(`The state dict has no ${name}`);
  if (tensor.shape.join() !== shape.join() || tensor.data.length !== elementCount(shape)) {
    throw new Error(`${name} is [${tensor.shape.join(', ')}] with ${tensor.data.length} values, not [${shape.join(', ')}]`);
  }
  return { name, ...tensor };
}

function floats(value: Elements | undefined): Float32Array {
  if (value instanceof Float32Array) return value;
  throw new Error('TensorFlow returned no float32 tensor where one was fetched');
}

function integers(value: Elements | undefined): Int32Array {
  if (value instanceof Int32Array) return value;
  throw new Error('TensorFlow returned no int32 tensor where one was fetched');
}
