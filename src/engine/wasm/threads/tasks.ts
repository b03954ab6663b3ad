import { fillDropoutMask } from '../../../core/dropout';
import { imageColumns, imageRows, pixelCount } from '../../../core/layers';
import type { ModelSpec } from '../../engine';
import type { Job } from './job';
import type { Kernels } from '../kernelExports';
import { convolutionBackward, convolutionForward } from '../layers/convolution';
import { denseBackThroughRelu, denseForward, denseGradients, denseInputGradient, rowAddress, slice, type RowRange } from '../layers/dense';
import { sparseForward, sparseGradients, type SparseBatch } from '../layers/sparse';
import { updateParameters } from '../optimizer';
import type { ConvolutionPlan } from '../plan/convolutionPlan';
import type { DensePlan } from '../plan/densePlan';
import type { ModelPlan } from '../plan/modelPlan';
import { blockFloats } from '../plan/parameterPlan';
import { innerPictures, type Pictures } from '../plan/pictures';
import { featuresOf, type ConvolutionScratch, type ScratchPlan } from '../plan/scratchPlan';
import { floatBytes, roundUp } from '../plan/storedSizes';

/** What of a model's specification its tasks need. */
export type TaskSpec = Pick<ModelSpec, 'optimizer' | 'loss' | 'seed'>;

interface PlacedConvolution {
  readonly plan: ConvolutionPlan;
  readonly scratch: ConvolutionScratch;
}

/** The work of one thread on a model: any task of any job, in scratch memory of its own. */
export class Tasks {
  private readonly scratch: ScratchPlan;
  private readonly convolutions: readonly PlacedConvolution[];

  constructor(
    private readonly kernels: Kernels,
    private readonly memory: WebAssembly.Memory,
    private readonly plan: ModelPlan,
    private readonly spec: TaskSpec,
    thread: number,
    /** Called after each part of a task. */
    private readonly onProgress: () => void = () => undefined,
  ) {
    const scratch = plan.scratches[thread];
    if (!scratch) throw new Error(`There is no thread ${thread}`);
    this.scratch = scratch;
    this.convolutions = plan.convolutions.flatMap((convolution, index) => {
      const buffers = scratch.convolutions[index];
      return buffers ? [{ plan: convolution, scratch: buffers }] : [];
    });
  }

  run(job: Job, task: number): void {
    switch (job.kind) {
      case 'train':
      case 'evaluate':
      case 'predict':
        return this.runShard(job, task);
      case 'denseGradients':
        for (const dense of this.plan.denseLayers) {
          denseGradients(this.kernels, dense, this.plan.parameters, job.rows, { task, tasks: job.tasks }, job.firstRow > 0);
        }
        this.sparseGradients(job, task);
        return;
      case 'update':
        return this.update(job, task);
    }
  }

  /** The shard's parts of a chunk, one after the other. */
  private runShard(job: Job, shard: number): void {
    const { partRows, shards } = this.plan.split;
    const { convolutionBytes } = this.plan.parameters;
    const shardGradients = this.plan.shards + shard * convolutionBytes;
    if (job.kind === 'train' && job.firstRow === 0 && convolutionBytes > 0) this.kernels.clear(shardGradients, convolutionBytes);
    for (let first = shard * partRows; first < job.rows; first += shards * partRows) {
      const rows = { first, count: Math.min(partRows, job.rows - first) };
      this.gather(job, rows);
      this.forward(job, rows);
      this.conclude(job, rows);
      if (job.kind === 'train') this.backward(rows, shardGradients);
      this.onProgress();
    }
  }

  private gather(job: Job, { first, count }: RowRange): void {
    const { fromDataset, firstRow } = job;
    const { datasetImages, datasetLabels, givenImages, givenLabels, labels } = this.plan.rows;
    const [images, imageLabels] = fromDataset ? [datasetImages, datasetLabels] : [givenImages, givenLabels];
    const row = firstRow + first;
    const rowIndices = this.indicesOf(job, first);
    const batch = this.sparseBatch(job, { first, count });
    if (batch) {
      this.kernels.gatherSparse(batch.images.starts, batch.images.lists, imageLabels, rowIndices, count, labels + row);
      return;
    }
    const convolution = this.convolutions[0];
    if (!convolution) {
      const dense = this.denseLayer(0);
      this.kernels.gather(images, imageLabels, rowIndices, count, pixelCount, rowAddress(dense.input, dense.inputs, first), labels + row);
      return;
    }
    const pictures = this.inputOf(convolution);
    this.kernels.gatherPictures(images, imageLabels, rowIndices, count, imageRows, imageColumns, pictures.address, pictures.rowBytes, pictures.imageBytes, labels + row);
  }

  private forward(job: Job, rows: RowRange): void {
    for (const [index, { plan, scratch }] of this.convolutions.entries()) {
      const output = this.outputOf(index, rows.first);
      convolutionForward(this.kernels, plan, scratch, output, rows.count);
      this.drop(job, rows, plan, output);
    }
    for (const dense of this.plan.denseLayers) {
      denseForward(this.kernels, dense, rows);
      const rowBytes = dense.stride * floatBytes;
      this.drop(job, rows, dense, { address: rowAddress(dense.output, dense.stride, rows.first), rowBytes: 0, imageBytes: rowBytes });
    }
    const batch = this.sparseBatch(job, rows);
    if (batch) sparseForward(this.kernels, this.plan.logits, batch, rows.first);
  }

  /** Zeroes what dropout takes of a layer's output, in training. */
  private drop({ kind, firstRow, step }: Job, { first, count }: RowRange, { layer, index }: ConvolutionPlan | DensePlan, output: Pictures): void {
    if (kind !== 'train' || layer.dropout === 0) return;
    const features = featuresOf(layer);
    const mask = new Uint8Array(this.memory.buffer, this.scratch.mask, count * features);
    fillDropoutMask(mask, { seed: this.spec.seed, step, layer: index, rate: layer.dropout }, firstRow + first, features);
    const { rows, columns, channels } = layer.kind === 'conv' ? layer.output : { rows: 1, columns: 1, channels: layer.outputs };
    const stored = roundUp(channels, layer.kind === 'conv' ? 8 : 4);
    this.kernels.dropout(output.address, output.rowBytes, output.imageBytes, count, rows, columns, stored, this.scratch.mask, channels, scaleOf(layer));
  }

  /** From logits to what the job is about: classes and losses with, in training, the logits' delta; or probabilities. */
  private conclude({ kind, firstRow, batchRows }: Job, { first, count }: RowRange): void {
    const { output, stride } = this.plan.logits;
    const { labels, losses, predicted } = this.plan.rows;
    const logits = rowAddress(output, stride, first);
    const row = firstRow + first;
    if (kind === 'predict') {
      this.kernels.softmax(logits, count, stride);
      return;
    }
    this.kernels.argmax(logits, count, stride, predicted + row);
    const share = Math.fround(1 / batchRows);
    this.kernels.softmaxCrossEntropy(logits, count, stride, labels + row, losses + row * floatBytes, share);
    const { labelSmoothing } = this.spec.loss;
    if (kind === 'train' && labelSmoothing > 0) this.kernels.smoothTargets(logits, count, stride, this.plan.logits.layer.outputs, labels + row, labelSmoothing, share);
  }

  /** From the logits' delta to the deltas of all layers, and to the gradients of the convolutions. */
  private backward(rows: RowRange, shardGradients: number): void {
    for (let index = this.plan.denseLayers.length - 1; index > 0; index--) {
      const before = this.denseLayer(index - 1);
      denseInputGradient(this.kernels, this.denseLayer(index), rows, rowAddress(before.delta, before.stride, rows.first));
      denseBackThroughRelu(this.kernels, before, rows, scaleOf(before.layer));
    }
    if (this.convolutions.length === 0) return;

    denseInputGradient(this.kernels, this.denseLayer(0), rows, this.scratch.flow);
    for (const [index, { plan, scratch }] of [...this.convolutions.entries()].reverse()) {
      const incoming = { gradient: this.flowInto(index), output: this.outputOf(index, rows.first), scale: scaleOf(plan.layer) };
      const inShard = (address: number) => shardGradients + address - this.plan.parameters.block;
      convolutionBackward(this.kernels, plan, scratch, incoming, rows.count, { weight: inShard(plan.weight), bias: inShard(plan.bias) });
    }
  }

  private sparseGradients(job: Job, task: number): void {
    const batch = this.sparseBatch(job, { first: 0, count: job.rows });
    if (batch && task === 0) sparseGradients(this.kernels, this.plan.logits, this.plan.parameters, batch, job.firstRow > 0);
  }

  private update({ tasks, batchRows, learningRate, step }: Job, task: number): void {
    const { parameters, shards, split } = this.plan;
    const range = slice(blockFloats(parameters), 16, { task, tasks });
    const convolutionEnd = Math.min(range.end, parameters.convolutionBytes / floatBytes);
    if (range.first < convolutionEnd) {
      const offset = range.first * floatBytes;
      const used = Math.min(split.shards, Math.ceil(Math.min(batchRows, split.chunkRows) / split.partRows));
      this.kernels.sumShards(shards + offset, used, parameters.convolutionBytes, convolutionEnd - range.first, parameters.gradients + offset);
    }
    updateParameters(this.kernels, parameters, range, this.spec.optimizer, learningRate, step);
  }

  /** The rows of a chunk where the model keeps its images as sparse rows. */
  private sparseBatch(job: Job, { first, count }: RowRange): SparseBatch | undefined {
    const { sparse } = this.plan.rows;
    if (!sparse) return undefined;
    return { images: job.fromDataset ? sparse.dataset : sparse.given, indices: this.indicesOf(job, first), count };
  }

  /** Where it is written which rows those of a chunk from `first` on are. */
  private indicesOf({ fromDataset, firstRow }: Job, first: number): number {
    const { indices, givenIndices } = this.plan.rows;
    return (fromDataset ? indices : givenIndices) + (firstRow + first) * Int32Array.BYTES_PER_ELEMENT;
  }

  private denseLayer(index: number): DensePlan {
    const dense = this.plan.denseLayers[index];
    if (!dense) throw new Error(`There is no dense layer ${index}`);
    return dense;
  }

  private inputOf({ plan, scratch }: PlacedConvolution): Pictures {
    return innerPictures(plan.input, scratch.input);
  }

  /** Where a convolution puts its pictures: as the next one's input, or as the features of the chunk's rows. */
  private outputOf(index: number, firstRow: number): Pictures {
    const next = this.convolutions[index + 1];
    if (next) return this.inputOf(next);
    const { input, inputs } = this.denseLayer(0);
    return { address: rowAddress(input, inputs, firstRow), rowBytes: this.pooledRowBytes(index), imageBytes: inputs * floatBytes };
  }

  /** The gradient for a convolution's output on its way back: that of the next one's input, or of the features. */
  private flowInto(index: number): Pictures {
    const next = this.convolutions[index + 1];
    if (next) return innerPictures(next.plan.inputGradient, next.scratch.inputGradient);
    return { address: this.scratch.flow, rowBytes: this.pooledRowBytes(index), imageBytes: this.denseLayer(0).inputs * floatBytes };
  }

  private pooledRowBytes(index: number): number {
    const convolution = this.convolutions[index]?.plan;
    return convolution ? convolution.layer.output.columns * convolution.filters * floatBytes : 0;
  }
}

/** By what dropout scales the outputs that it keeps. */
function scaleOf({ dropout }: { readonly dropout: number }): number {
  return 1 / (1 - dropout);
}
