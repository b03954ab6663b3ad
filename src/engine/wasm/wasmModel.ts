import { classCount, pixelCount } from '../../core/layers';
import type { NamedTensor, StateDict, Tensor, TensorSpec } from '../../core/stateDict';
import type { LabelledImages, MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import { checkIndices, checkRowCount, imageCount, labelledCount } from '../rowChecks';
import { slotTensorsOf, tensorsOf } from '../stateDictChecks';
import { checkStep } from '../stepChecks';
import type { Kernels } from './kernelExports';
import { prepareConvolution } from './layers/convolution';
import type { RowRange } from './layers/dense';
import type { ModelPlan } from './plan/modelPlan';
import { writeTable } from './plan/offsetTable';
import { blockFloats, type TensorPlace } from './plan/parameterPlan';
import { writeLanes, type SparsePlan, type SparseRows } from './plan/sparsePlan';
import { readTensor, writeTensor } from './plan/tensorLayout';
import { floatBytes } from './plan/storedSizes';
import type { Job, JobKind } from './threads/job';
import type { Team } from './threads/team';

/** What a model owns until it is disposed. The views are made once: the memory has its final size from the start. */
interface Resources {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  readonly team: Team;
  /** The whole memory, where parameters and slots are read and written. */
  readonly floats: Float32Array;
  readonly indices: Int32Array;
  readonly givenImages: Uint8Array;
  readonly givenLabels: Uint8Array;
  readonly logits: Float32Array;
  readonly losses: Float32Array;
  readonly predicted: Uint8Array;
}

/** What a batch's rows are, once they lie in memory. */
type TakenRows = Pick<Job, 'fromDataset' | 'batchRows'>;

/** A model with its dataset and all its buffers in one WebAssembly memory. */
export class WasmModel implements Model {
  private readonly maxRows: number;
  private readonly datasetRows: number;
  private resources: Resources | undefined;

  /** `threads` is how many share the team's work. */
  constructor(
    { maxRows, dataset }: Pick<ModelSpec, 'maxRows' | 'dataset'>,
    private readonly plan: ModelPlan,
    private readonly threads: number,
    { kernels, memory, team }: Pick<Resources, 'kernels' | 'memory' | 'team'>,
  ) {
    this.maxRows = maxRows;
    this.datasetRows = dataset?.labels.length ?? 0;
    this.resources = createResources(kernels, memory, team, plan, maxRows);
    if (dataset) this.load(dataset);
  }

  stepsAtOnce(): number {
    return 1;
  }

  steps(inputs: readonly StepInput[]): StepResult[] {
    return inputs.map((input) => this.step(input));
  }

  step(input: StepInput): StepResult {
    const { kernels, team, losses } = this.live();
    checkStep(input);
    const rows = this.take(input);
    const { batchRows } = rows;
    for (const convolution of this.plan.convolutions) prepareConvolution(kernels, convolution);
    const whole = { firstRow: 0, rows: batchRows };
    for (const chunk of this.chunksOf(batchRows)) {
      team.run(this.job('train', rows, chunk, input));
      team.run(this.job('denseGradients', rows, chunk, input));
    }
    team.run(this.job('update', rows, whole, input));
    const { predicted, labels } = this.plan.rows;
    return { loss: sum(losses, batchRows) / batchRows, correct: kernels.countEqual(predicted, labels, batchRows) };
  }

  evaluate(rows: Rows): RowResults {
    const { team, losses, predicted } = this.live();
    const taken = this.take(rows);
    for (const chunk of this.chunksOf(taken.batchRows)) team.run(this.job('evaluate', taken, chunk));
    return { losses: losses.slice(0, taken.batchRows), predicted: predicted.slice(0, taken.batchRows) };
  }

  predict(images: Uint8Array): Float32Array {
    const { team, logits } = this.live();
    const taken = this.takeGiven(images, imageCount(images));
    const probabilities = new Float32Array(taken.batchRows * classCount);
    const { stride } = this.plan.logits;
    for (const chunk of this.chunksOf(taken.batchRows)) {
      team.run(this.job('predict', taken, chunk));
      for (let row = 0; row < chunk.rows; row++) {
        probabilities.set(logits.subarray(row * stride, row * stride + classCount), (chunk.firstRow + row) * classCount);
      }
    }
    return probabilities;
  }

  readStateDict(): StateDict {
    return this.read(this.plan.parameters.places);
  }

  writeStateDict(stateDict: StateDict): void {
    const { places, block } = this.plan.parameters;
    this.write(places, tensorsOf(specsOf(places), stateDict), [block]);
  }

  readSlots(): StateDict {
    return this.read(this.plan.parameters.slots);
  }

  writeSlots(slots: StateDict): void {
    const { slots: places, slotBlocks } = this.plan.parameters;
    this.write(places, slotTensorsOf(specsOf(places), slots), [...slotBlocks.values()]);
  }

  memory(): MemoryUse {
    return { wasmBytes: this.live().memory.buffer.byteLength, tensors: 0 };
  }

  dispose(): void {
    this.resources?.team.dispose();
    this.resources = undefined;
  }

  private load({ images, labels }: LabelledImages): void {
    const { memory, givenImages } = this.live();
    const { datasetImages, datasetLabels, sparse } = this.plan.rows;
    new Uint8Array(memory.buffer, datasetLabels).set(labels);
    if (!sparse) {
      new Uint8Array(memory.buffer, datasetImages).set(images);
      return;
    }
    for (let row = 0; row < labels.length; row += this.maxRows) {
      const some = images.subarray(row * pixelCount, (row + this.maxRows) * pixelCount);
      givenImages.set(some);
      this.compress(sparse, sparse.dataset, { first: row, count: imageCount(some) });
    }
  }

  /** Makes sparse rows of the first images that were given, as many as the range has. */
  private compress({ lanes }: SparsePlan, { starts, lists }: SparseRows, { first, count }: RowRange): void {
    this.live().kernels.compressRows(this.plan.rows.givenImages, count, pixelCount, lanes, starts + first * Uint32Array.BYTES_PER_ELEMENT, lists);
  }

  private live(): Resources {
    if (!this.resources) throw new Error('This model was disposed');
    return this.resources;
  }

  private read(places: readonly TensorPlace[]): StateDict {
    const { floats } = this.live();
    return new Map(places.map(({ spec: { name, shape }, address, layout }): [string, Tensor] => [name, { shape, data: readTensor(floats, address, layout) }]));
  }

  private write(places: readonly TensorPlace[], values: readonly NamedTensor[], blocks: readonly number[]): void {
    const { floats } = this.live();
    // What is stored beyond the tensors has to be zero, and a run that diverged has made NaN of it.
    for (const block of blocks) floats.fill(0, block / floatBytes, block / floatBytes + blockFloats(this.plan.parameters));
    for (const [index, { address, layout }] of places.entries()) {
      const value = values[index];
      if (value) writeTensor(floats, address, layout, value.data);
    }
  }

  /** Copies a batch's rows, or where they are, into the memory. Throws an `Error` where they are not rows for this model. */
  private take(rows: Rows): TakenRows {
    if (!('indices' in rows)) {
      const count = labelledCount(rows);
      const taken = this.takeGiven(rows.images, count);
      this.live().givenLabels.set(rows.labels);
      return taken;
    }
    checkRowCount(rows.indices.length, this.maxRows);
    checkIndices(rows.indices, this.datasetRows);
    this.live().indices.set(rows.indices);
    return { fromDataset: true, batchRows: rows.indices.length };
  }

  private takeGiven(images: Uint8Array, count: number): TakenRows {
    checkRowCount(count, this.maxRows);
    this.live().givenImages.set(images);
    const { sparse } = this.plan.rows;
    if (sparse) this.compress(sparse, sparse.given, { first: 0, count });
    return { fromDataset: false, batchRows: count };
  }

  private chunksOf(batchRows: number): Pick<Job, 'firstRow' | 'rows'>[] {
    const { chunkRows } = this.plan.split;
    return Array.from({ length: Math.ceil(batchRows / chunkRows) }, (_, chunk) => {
      const firstRow = chunk * chunkRows;
      return { firstRow, rows: Math.min(chunkRows, batchRows - firstRow) };
    });
  }

  private job(kind: JobKind, taken: TakenRows, chunk: Pick<Job, 'firstRow' | 'rows'>, { step, learningRate }: Pick<StepInput, 'step' | 'learningRate'> = { step: 0, learningRate: 0 }): Job {
    return { kind, tasks: this.tasksOf(kind, chunk.rows), ...taken, ...chunk, step, learningRate };
  }

  private tasksOf(kind: JobKind, rows: number): number {
    const { shards, partRows } = this.plan.split;
    if (kind !== 'denseGradients' && kind !== 'update') return Math.min(shards, Math.ceil(rows / partRows));
    // More tasks than threads, so that one that was held up leaves work to the others.
    return this.threads === 1 ? 1 : 2 * this.threads;
  }
}

function sum(values: Float32Array, count: number): number {
  let total = 0;
  for (let index = 0; index < count; index++) total += values[index] ?? NaN;
  return total;
}

function specsOf(places: readonly TensorPlace[]): TensorSpec[] {
  return places.map(({ spec }) => spec);
}

/** Views of the memory, and in it the tables of the plan. */
function createResources(kernels: Kernels, memory: WebAssembly.Memory, team: Team, plan: ModelPlan, maxRows: number): Resources {
  const { buffer } = memory;
  const { rows, logits, split } = plan;
  new Int32Array(buffer, rows.givenIndices, maxRows).forEach((_, row, indices) => {
    indices[row] = row;
  });
  for (const { bands, phases } of plan.convolutions) {
    for (const { windows, outputs } of [...bands, ...phases.flatMap((phase) => phase.bands)]) {
      writeTable(windows, buffer);
      writeTable(outputs, buffer);
    }
  }
  if (rows.sparse) writeLanes(rows.sparse.lanes, buffer);
  return {
    kernels,
    memory,
    team,
    floats: new Float32Array(buffer, 0, Math.floor(buffer.byteLength / floatBytes)),
    indices: new Int32Array(buffer, rows.indices, maxRows),
    givenImages: new Uint8Array(buffer, rows.givenImages, maxRows * pixelCount),
    givenLabels: new Uint8Array(buffer, rows.givenLabels, maxRows),
    logits: new Float32Array(buffer, logits.output, split.chunkRows * logits.stride),
    losses: new Float32Array(buffer, rows.losses, maxRows),
    predicted: new Uint8Array(buffer, rows.predicted, maxRows),
  };
}
