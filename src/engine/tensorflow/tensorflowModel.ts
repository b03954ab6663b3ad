import { classCount, parameterSpecs } from '../../core/layers';
import { slotName, slotSpecs, slotsOf, type OptimizerSpec } from '../../core/optimizer';
import { elementCount, type NamedTensor, type StateDict, type TensorSpec } from '../../core/stateDict';
import type { MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import { slotTensorsOf, tensorsOf } from '../stateDictChecks';
import { checkStep } from '../stepChecks';
import { BatchMaker, imagesValue, partOf, type Batch } from './batches';
import { cut, rowsPerRun, share } from './batchParts';
import type { Binding } from './binding';
import { dropoutMasks, type DropoutMasks } from './dropoutMasks';
import { graphCall, GraphSession, type ArrayValue, type FeedValue, type GraphCall } from './graphSession';
import { parameterLayouts, type Layout } from './layouts';
import { buildModelGraph, datasetVariable, fetches, variableSpecs } from './modelGraph';
import { optimizerFeeds, optimizerValues } from './optimizer';
import { countEqual, sumOfFirst } from './rowLoops';
import { rowWeightFeed, shardFeeds } from './shards';
import { chainCall, chainResults, chainValues, mostChainedRows, stepsPerRun } from './stepChain';
import { variableEndpoints } from './variables';

/** The calls with rows in so many shards. A step is one run, or a run for each part and then `updateFromSums`. */
interface RowCalls {
  readonly evaluate: Record<Batch['given'], GraphCall>;
  readonly predict: GraphCall;
  readonly step: Record<Batch['given'], GraphCall>;
  readonly partOfStep: Record<Batch['given'], GraphCall>;
}

/** A model as one loaded TensorFlow graph. Its parameters are zero until `writeStateDict`. */
export class TensorflowModel implements Model {
  private readonly parameters: readonly TensorSpec[];
  private readonly slots: readonly TensorSpec[];
  private readonly layouts: ReadonlyMap<string, Layout>;
  private readonly optimizer: OptimizerSpec;
  private readonly callsInOneShard: RowCalls;
  private readonly callsInAllShards: RowCalls;
  private readonly updateFromSums: GraphCall;
  private readonly masks: DropoutMasks;
  private readonly batches: BatchMaker;
  private readonly shards: number;
  private readonly rowsPerRun: number;
  private readonly chain: GraphCall;
  private readonly stepsPerRun: number;
  private loaded: GraphSession | undefined;

  /** Throws an `Error` where `maxRows` is not a whole number from 1 on or the dataset's images and labels do not fit. */
  constructor(binding: Binding, spec: ModelSpec, shards: number) {
    const { layers, optimizer, loss, seed, maxRows, dataset } = spec;
    this.batches = new BatchMaker(maxRows, dataset);
    const { datasetSize } = this.batches;
    this.parameters = parameterSpecs(layers);
    this.slots = slotSpecs(optimizer, layers);
    this.layouts = layoutsOf(spec);
    this.optimizer = optimizer;
    this.masks = dropoutMasks(layers, seed);
    this.callsInOneShard = rowCalls(1, optimizer, this.masks);
    this.callsInAllShards = rowCalls(shards, optimizer, this.masks);
    this.updateFromSums = graphCall(optimizerFeeds(optimizer), [fetches.updateFromSums]);
    this.shards = shards;
    this.rowsPerRun = rowsPerRun(layers);
    this.stepsPerRun = stepsPerRun(layers, datasetSize, shards);
    this.chain = chainCall(optimizer);
    const graphSpec = { layers, optimizer, loss, datasetSize, inParts: maxRows > this.rowsPerRun, shards, stepsPerRun: this.stepsPerRun };
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
    const parts = cut(count, this.rowsPerRun);
    const sums = { lossSum: 0, correct: 0 };
    for (const { start, end } of parts) {
      const shards = this.shardsOf(batch, start, end);
      const calls = parts.length === 1 ? this.callsFor(shards).step : this.callsFor(shards).partOfStep;
      const rows = shards.flatMap((shard) => [shard.rows, labelsValue(shard), ...this.masks.fill(step, shard.firstRow, shard.labels.length)]);
      const results = this.session().run(calls[batch.given], parts.length === 1 ? [...rows, 1 / count, ...scalars] : [...rows, 1 / count]);
      for (const [index, { labels }] of shards.entries()) {
        const result = valueOf(results, index);
        sums.lossSum += sumOfFirst(labels.length, result);
        sums.correct += countEqual(result, labels.length, labels);
      }
    }
    if (parts.length > 1) this.run(this.updateFromSums, scalars);
    return { loss: sums.lossSum / count, correct: sums.correct };
  }

  stepsAtOnce(rows: number): number {
    return rows <= mostChainedRows ? this.stepsPerRun : 1;
  }

  steps(inputs: readonly StepInput[]): StepResult[] {
    const chain = inputs.length > 1 && inputs.length === this.stepsPerRun ? this.batches.chain(inputs) : undefined;
    if (!chain) return inputs.map((input) => this.step(input));
    for (const input of inputs) checkStep(input);
    return chainResults(chain, this.run(this.chain, chainValues(this.optimizer, inputs, chain)));
  }

  evaluate(rows: Rows): RowResults {
    const batch = this.batches.batch(rows);
    const count = batch.labels.length;
    const results = { losses: new Float32Array(count), predicted: new Uint8Array(count) };
    for (const { start, end } of cut(count, this.rowsPerRun)) {
      const shards = this.shardsOf(batch, start, end);
      const values = this.session().run(this.callsFor(shards).evaluate[batch.given], shards.flatMap((shard) => [shard.rows, labelsValue(shard)]));
      for (const [index, { firstRow, labels }] of shards.entries()) {
        const value = valueOf(values, index);
        results.losses.set(value.subarray(0, labels.length), firstRow);
        results.predicted.set(value.subarray(labels.length), firstRow);
      }
    }
    return results;
  }

  predict(images: Uint8Array): Float32Array {
    const batch = this.batches.unlabelled(images);
    const count = batch.labels.length;
    const probabilities = new Float32Array(count * classCount);
    for (const { start, end } of cut(count, this.rowsPerRun)) {
      const shards = this.shardsOf(batch, start, end);
      const values = this.session().run(this.callsFor(shards).predict, shards.map((shard) => shard.rows));
      for (const [index, { firstRow }] of shards.entries()) probabilities.set(valueOf(values, index), firstRow * classCount);
    }
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

  /** Rows `start` to `end` of a batch, shared out; all in one shard where they are fewer than there are shards. */
  private shardsOf(batch: Batch, start: number, end: number): Batch[] {
    const count = end - start;
    return share(count, count < this.shards ? 1 : this.shards).map((rows) => partOf(batch, start + rows.start, start + rows.end));
  }

  private callsFor(shards: readonly unknown[]): RowCalls {
    return shards.length === 1 ? this.callsInOneShard : this.callsInAllShards;
  }

  /** Runs a call with one fetch. */
  private run(call: GraphCall, values: readonly FeedValue[]): Float32Array {
    return valueOf(this.session().run(call, values), 0);
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

function rowCalls(used: number, optimizer: OptimizerSpec, masks: DropoutMasks): RowCalls {
  const shards = Array.from({ length: used }, (_, shard) => shard);
  const forBoth = (feedsOf: (shard: number) => string[], others: readonly string[], fetch: (shard: number, used: number) => string) => {
    const call = (rows: 'indices' | 'rows') =>
      graphCall([...shards.flatMap((shard) => [shardFeeds(shard)[rows], ...feedsOf(shard)]), ...others], shards.map((shard) => fetch(shard, used)));
    return { byIndices: call('indices'), asBytes: call('rows') };
  };
  const labels = (shard: number) => shardFeeds(shard).labels;
  const labelsAndMasks = (shard: number) => [labels(shard), ...masks.feeds(shard)];
  return {
    evaluate: forBoth((shard) => [labels(shard)], [], fetches.rowResults),
    predict: forBoth(() => [], [], fetches.probabilities).asBytes,
    step: forBoth(labelsAndMasks, [rowWeightFeed, ...optimizerFeeds(optimizer)], fetches.rowResultsOfStep),
    partOfStep: forBoth(labelsAndMasks, [rowWeightFeed], fetches.rowResultsOfPart),
  };
}

function labelsValue({ labels }: Batch): ArrayValue {
  return { shape: [labels.length], data: labels };
}

function valueOf(results: readonly Float32Array[], fetch: number): Float32Array {
  const result = results[fetch];
  if (result === undefined) throw new Error('TensorFlow returned too little');
  return result;
}
