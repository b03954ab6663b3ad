import { classCount, parameterSpecs, pixelCount } from '../../core/layers';
import { slotName, slotSpecs, slotsOf, type OptimizerSpec } from '../../core/optimizer';
import { elementCount, type NamedTensor, type StateDict, type TensorSpec } from '../../core/stateDict';
import type { MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import { checkRowCount, imageCount } from '../rowChecks';
import { slotTensorsOf, tensorsOf } from '../stateDictChecks';
import { checkStep } from '../stepChecks';
import { BatchMaker, imagesValue, partOf, type Batch } from './batches';
import { cut, rowsPerRun } from './batchParts';
import type { Binding } from './binding';
import { dropoutMasks, type DropoutMasks } from './dropoutMasks';
import { graphCall, GraphSession, type ArrayValue, type FeedValue, type GraphCall } from './graphSession';
import { parameterLayouts, type Layout } from './layouts';
import { buildModelGraph, datasetVariable, feeds, fetches, variableSpecs } from './modelGraph';
import { optimizerFeeds, optimizerValues } from './optimizer';
import { countEqual, sumOfFirst } from './rowLoops';
import { variableEndpoints } from './variables';

const calls = {
  evaluate: {
    byIndices: graphCall([feeds.indices, feeds.labels], [fetches.rowResults]),
    asBytes: graphCall([feeds.rows, feeds.labels], [fetches.rowResults]),
  },
  predict: graphCall([feeds.rows], [fetches.probabilities]),
};

/** The calls of a step: as one run, or a run for each part and one for the update. */
interface StepCalls {
  readonly whole: Record<Batch['given'], GraphCall>;
  readonly part: Record<Batch['given'], GraphCall>;
  readonly update: GraphCall;
}

/** A model as one loaded TensorFlow graph. Its parameters are zero until `writeStateDict`. */
export class TensorflowModel implements Model {
  private readonly parameters: readonly TensorSpec[];
  private readonly slots: readonly TensorSpec[];
  private readonly layouts: ReadonlyMap<string, Layout>;
  private readonly optimizer: OptimizerSpec;
  private readonly stepCalls: StepCalls;
  private readonly masks: DropoutMasks;
  private readonly batches: BatchMaker;
  private readonly maxRows: number;
  private readonly rowsPerRun: number;
  private loaded: GraphSession | undefined;

  /** Throws an `Error` where `maxRows` is not a whole number from 1 on or the dataset's images and labels do not fit. */
  constructor(binding: Binding, spec: ModelSpec) {
    const { layers, optimizer, loss, seed, maxRows, dataset } = spec;
    this.batches = new BatchMaker(maxRows, dataset);
    const { datasetSize } = this.batches;
    this.parameters = parameterSpecs(layers);
    this.slots = slotSpecs(optimizer, layers);
    this.layouts = layoutsOf(spec);
    this.optimizer = optimizer;
    this.masks = dropoutMasks(layers, seed);
    this.stepCalls = stepCalls(optimizer, this.masks.feeds);
    this.maxRows = maxRows;
    this.rowsPerRun = rowsPerRun(layers);
    const graphSpec = { layers, optimizer, loss, datasetSize, inParts: maxRows > this.rowsPerRun };
    this.loaded = new GraphSession(binding, buildModelGraph(graphSpec));
    for (const { name, shape } of variableSpecs(graphSpec)) this.assign(name, { shape, data: new Float32Array(elementCount(shape)) });
    if (dataset !== undefined && datasetSize > 0) this.assign(datasetVariable, imagesValue(dataset.images));
  }

  step(input: StepInput): StepResult {
    checkStep(input);
    const { learningRate, step } = input;
    const batch = this.batches.batch(input);
    const count = batch.labels.length;
    const scalars = optimizerValues(this.optimizer, learningRate, step);
    if (count <= this.rowsPerRun) {
      const { lossSum, correct } = this.runStep(this.stepCalls.whole, batch, [1 / count, ...scalars, ...this.masks.fill(step, 0, count)]);
      return { loss: lossSum / count, correct };
    }
    const sums = { lossSum: 0, correct: 0 };
    for (const { start, end } of cut(count, this.rowsPerRun)) {
      const { lossSum, correct } = this.runStep(this.stepCalls.part, partOf(batch, start, end), [1 / count, ...this.masks.fill(step, start, end - start)]);
      sums.lossSum += lossSum;
      sums.correct += correct;
    }
    this.run(this.stepCalls.update, scalars);
    return { loss: sums.lossSum / count, correct: sums.correct };
  }

  evaluate(rows: Rows): RowResults {
    const batch = this.batches.batch(rows);
    const count = batch.labels.length;
    const results = { losses: new Float32Array(count), predicted: new Uint8Array(count) };
    for (const { start, end } of cut(count, this.rowsPerRun)) {
      const part = partOf(batch, start, end);
      const values = this.run(calls.evaluate[part.given], [part.rows, labelsValue(part)]);
      results.losses.set(values.subarray(0, end - start), start);
      results.predicted.set(values.subarray(end - start), start);
    }
    return results;
  }

  predict(images: Uint8Array): Float32Array {
    const count = imageCount(images);
    checkRowCount(count, this.maxRows);
    const parts = cut(count, this.rowsPerRun).map(({ start, end }) => this.run(calls.predict, [imagesValue(images.subarray(start * pixelCount, end * pixelCount))]));
    const probabilities = new Float32Array(count * classCount);
    parts.forEach((part, index) => probabilities.set(part, index * this.rowsPerRun * classCount));
    return probabilities;
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

  /** Runs a step or a part of it. */
  private runStep(stepCalls: Record<Batch['given'], GraphCall>, batch: Batch, others: readonly FeedValue[]): { lossSum: number; correct: number } {
    const count = batch.labels.length;
    const results = this.run(stepCalls[batch.given], [batch.rows, labelsValue(batch), ...others]);
    return { lossSum: sumOfFirst(count, results), correct: countEqual(results, count, batch.labels) };
  }

  /** Runs a call with one fetch. */
  private run(call: GraphCall, values: readonly FeedValue[]): Float32Array {
    const [result] = this.session().run(call, values);
    if (result === undefined) throw new Error('TensorFlow returned nothing');
    return result;
  }

  private read(specs: readonly TensorSpec[]): StateDict {
    this.session();
    return new Map(
      specs.map(({ name, shape }) => [name, { shape, data: this.layout(name).fromGraph(this.run(graphCall([], [variableEndpoints(name).value]), [])) }]),
    );
  }

  private write(tensors: readonly NamedTensor[]): void {
    this.session();
    for (const { name, data } of tensors) {
      const layout = this.layout(name);
      this.assign(name, { shape: layout.shape, data: layout.toGraph(data) });
    }
  }

  private layout(name: string): Layout {
    const layout = this.layouts.get(name);
    if (layout === undefined) throw new Error(`The graph has no layout of ${name}.`);
    return layout;
  }

  /** Sets a variable to a copy of the elements. */
  private assign(variable: string, value: ArrayValue): void {
    const { feed, assigned } = variableEndpoints(variable);
    this.run(graphCall([feed], [assigned]), [value]);
  }
}

/** The layouts of parameters and their slots, by name. */
function layoutsOf({ layers, optimizer }: ModelSpec): ReadonlyMap<string, Layout> {
  const slots = slotsOf(optimizer);
  return new Map(
    [...parameterLayouts(layers)].flatMap(([name, layout]) => [[name, layout] as const, ...slots.map((slot) => [slotName(name, slot), layout] as const)]),
  );
}

function stepCalls(optimizer: OptimizerSpec, masks: readonly string[]): StepCalls {
  const scalars = optimizerFeeds(optimizer);
  const forBoth = (others: readonly string[], fetch: string) => ({
    byIndices: graphCall([feeds.indices, feeds.labels, feeds.rowWeight, ...others], [fetch]),
    asBytes: graphCall([feeds.rows, feeds.labels, feeds.rowWeight, ...others], [fetch]),
  });
  return {
    whole: forBoth([...scalars, ...masks], fetches.rowResultsOfStep),
    part: forBoth(masks, fetches.rowResultsOfPart),
    update: graphCall(scalars, [fetches.updateFromSums]),
  };
}

function labelsValue({ labels }: Batch): ArrayValue {
  return { shape: [labels.length], data: labels };
}
