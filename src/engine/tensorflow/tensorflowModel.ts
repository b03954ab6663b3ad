import { parameterSpecs, pixelCount } from '../../core/layers';
import { slotSpecs, type OptimizerSpec } from '../../core/optimizer';
import { elementCount, type NamedTensor, type StateDict, type TensorSpec } from '../../core/stateDict';
import type { MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import { checkIndices, checkRowCount, imageCount, labelledCount } from '../rowChecks';
import { slotTensorsOf, tensorsOf } from '../stateDictChecks';
import { checkStep } from '../stepChecks';
import type { Binding } from './binding';
import { graphCall, GraphSession, type ArrayValue, type FeedValue, type GraphCall } from './graphSession';
import { buildModelGraph, datasetVariable, feeds, fetches } from './modelGraph';
import { optimizerFeeds, optimizerValues } from './optimizer';
import { countEqual, gather, meanOfFirst } from './rowLoops';
import { variableEndpoints } from './variables';

const calls = {
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
  private readonly parameters: readonly TensorSpec[];
  private readonly slots: readonly TensorSpec[];
  private readonly optimizer: OptimizerSpec;
  private readonly stepCalls: Record<Batch['given'], GraphCall>;
  private readonly maxRows: number;
  private readonly datasetLabels: Int32Array;
  private loaded: GraphSession | undefined;

  /** Throws an `Error` where `maxRows` is not a whole number from 1 on or the dataset's images and labels do not fit. */
  constructor(binding: Binding, spec: ModelSpec) {
    const { layers, optimizer, maxRows, dataset } = spec;
    if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
    const datasetSize = dataset === undefined ? 0 : labelledCount(dataset);
    this.parameters = parameterSpecs(layers);
    this.slots = slotSpecs(optimizer, layers);
    this.optimizer = optimizer;
    this.stepCalls = stepCalls(optimizer);
    this.maxRows = maxRows;
    this.datasetLabels = Int32Array.from(dataset?.labels ?? []);
    this.loaded = new GraphSession(binding, buildModelGraph({ layers, optimizer, datasetSize }));
    for (const { name, shape } of [...this.parameters, ...this.slots]) this.assign(name, { shape, data: new Float32Array(elementCount(shape)) });
    if (dataset !== undefined && datasetSize > 0) this.assign(datasetVariable, imagesValue(dataset.images, datasetSize));
  }

  step(input: StepInput): StepResult {
    checkStep(input);
    const batch = this.batch(input);
    const count = batch.labels.length;
    const scalars = optimizerValues(this.optimizer, input.learningRate, input.step);
    const results = this.run(this.stepCalls[batch.given], [batch.rows, labelsValue(batch), 1 / count, ...scalars]);
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
    return this.read(this.parameters);
  }

  writeStateDict(stateDict: StateDict): void {
    this.write(tensorsOf(this.parameters, stateDict));
  }

  readSlots(): StateDict {
    return this.read(this.slots);
  }

  writeSlots(slots: StateDict): void {
    this.write(slotTensorsOf(this.slots, slots));
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

  private read(specs: readonly TensorSpec[]): StateDict {
    this.session();
    return new Map(specs.map(({ name, shape }) => [name, { shape, data: this.run(graphCall([], [variableEndpoints(name).value]), []) }]));
  }

  private write(tensors: readonly NamedTensor[]): void {
    this.session();
    for (const { name, shape, data } of tensors) this.assign(name, { shape, data });
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

function stepCalls(optimizer: OptimizerSpec): Record<Batch['given'], GraphCall> {
  const others = [feeds.labels, feeds.rowWeight, ...optimizerFeeds(optimizer)];
  return {
    byIndices: graphCall([feeds.indices, ...others], [fetches.rowResultsOfStep]),
    asBytes: graphCall([feeds.rows, ...others], [fetches.rowResultsOfStep]),
  };
}

function imagesValue(images: Uint8Array, count: number): ArrayValue {
  return { shape: [count, pixelCount], data: images };
}

function labelsValue({ labels }: Batch): ArrayValue {
  return { shape: [labels.length], data: labels };
}
