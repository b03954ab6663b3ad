import { parameterSpecs, pixelCount, type ParameterSpec } from '../../core/layers';
import { elementCount, type StateDict } from '../../core/stateDict';
import type { MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import { checkIndices, checkRowCount, imageCount, labelledCount } from '../rowChecks';
import { checkNoSlots, tensorsOf } from '../stateDictChecks';
import type { Binding } from './binding';
import { graphCall, GraphSession, type ArrayValue, type FeedValue, type GraphCall } from './graphSession';
import { buildModelGraph, datasetVariable, feeds, fetches } from './modelGraph';
import { countEqual, gather, meanOfFirst } from './rowLoops';
import { variableEndpoints } from './variables';

const stepFeeds = [feeds.labels, feeds.learningRate, feeds.rowWeight];
const calls = {
  step: {
    byIndices: graphCall([feeds.indices, ...stepFeeds], [fetches.rowResultsOfStep]),
    asBytes: graphCall([feeds.rows, ...stepFeeds], [fetches.rowResultsOfStep]),
  },
  evaluate: {
    byIndices: graphCall([feeds.indices, feeds.labels], [fetches.rowResults]),
    asBytes: graphCall([feeds.rows, feeds.labels], [fetches.rowResults]),
  },
  predict: graphCall([feeds.rows], [fetches.probabilities]),
};

/** Rows of a call, checked, as the graph takes them. */
interface Batch {
  readonly given: 'byIndices' | 'asBytes';
  readonly rows: ArrayValue;
  readonly labels: Int32Array;
}

/** A model as one loaded TensorFlow graph. Its parameters are zero until `writeStateDict`. */
export class TensorflowModel implements Model {
  private readonly parameters: readonly ParameterSpec[];
  private readonly maxRows: number;
  private readonly datasetLabels: Int32Array;
  private loaded: GraphSession | undefined;

  /** Throws an `Error` where `maxRows` is not a whole number from 1 on or the dataset's images and labels do not fit. */
  constructor(binding: Binding, spec: ModelSpec) {
    const { layers, optimizer, maxRows, dataset } = spec;
    if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
    const datasetSize = dataset === undefined ? 0 : labelledCount(dataset);
    this.parameters = parameterSpecs(layers);
    this.maxRows = maxRows;
    this.datasetLabels = Int32Array.from(dataset?.labels ?? []);
    this.loaded = new GraphSession(binding, buildModelGraph({ layers, optimizer, datasetSize }));
    for (const { name, shape } of this.parameters) this.assign(name, { shape, data: new Float32Array(elementCount(shape)) });
    if (dataset !== undefined && datasetSize > 0) this.assign(datasetVariable, imagesValue(dataset.images, datasetSize));
  }

  step(input: StepInput): StepResult {
    const { learningRate } = input;
    if (!Number.isFinite(learningRate)) throw new Error(`The learning rate is ${learningRate}`);
    const batch = this.batch(input);
    const count = batch.labels.length;
    const results = this.run(calls.step[batch.given], [batch.rows, labelsValue(batch), learningRate, 1 / count]);
    return { loss: meanOfFirst(count, results), correct: countEqual(results, count, batch.labels) };
  }

  evaluate(rows: Rows): RowResults {
    const batch = this.batch(rows);
    const count = batch.labels.length;
    const results = this.run(calls.evaluate[batch.given], [batch.rows, labelsValue(batch)]);
    return { losses: results.slice(0, count), predicted: Uint8Array.from(results.subarray(count)) };
  }

  predict(images: Uint8Array): Float32Array {
    const count = imageCount(images);
    checkRowCount(count, this.maxRows);
    return this.run(calls.predict, [imagesValue(images, count)]);
  }

  readStateDict(): StateDict {
    return new Map(
      this.parameters.map(({ name, shape }) => [name, { shape, data: this.run(graphCall([], [variableEndpoints(name).value]), []) }]),
    );
  }

  writeStateDict(stateDict: StateDict): void {
    for (const { name, shape, data } of tensorsOf(this.parameters, stateDict)) this.assign(name, { shape, data });
  }

  readSlots(): StateDict {
    this.session();
    return new Map();
  }

  writeSlots(slots: StateDict): void {
    this.session();
    checkNoSlots(slots);
  }

  memory(): MemoryUse {
    return { wasmBytes: 0, tensors: this.session().liveTensors };
  }

  dispose(): void {
    this.loaded?.dispose();
    this.loaded = undefined;
  }

  private session(): GraphSession {
    if (this.loaded === undefined) throw new Error('This model was disposed');
    return this.loaded;
  }

  /** Runs a call with one fetch. */
  private run(call: GraphCall, values: readonly FeedValue[]): Float32Array {
    const [result] = this.session().run(call, values);
    if (result === undefined) throw new Error('TensorFlow returned nothing');
    return result;
  }

  /** Sets a variable to a copy of the elements. */
  private assign(variable: string, value: ArrayValue): void {
    const { feed, assigned } = variableEndpoints(variable);
    this.run(graphCall([feed], [assigned]), [value]);
  }

  private batch(rows: Rows): Batch {
    if ('indices' in rows) return this.batchOfIndices(rows.indices);
    const count = labelledCount(rows);
    checkRowCount(count, this.maxRows);
    return { given: 'asBytes', rows: imagesValue(rows.images, count), labels: Int32Array.from(rows.labels) };
  }

  private batchOfIndices(indices: Int32Array): Batch {
    checkRowCount(indices.length, this.maxRows);
    checkIndices(indices, this.datasetLabels.length);
    const rows = { shape: [indices.length], data: indices };
    return { given: 'byIndices', rows, labels: gather(this.datasetLabels, indices) };
  }
}

function imagesValue(images: Uint8Array, count: number): ArrayValue {
  return { shape: [count, pixelCount], data: images };
}

function labelsValue({ labels }: Batch): ArrayValue {
  return { shape: [labels.length], data: labels };
}
