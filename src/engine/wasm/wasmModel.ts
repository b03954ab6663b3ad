import { classCount, pixelCount } from '../../core/layers';
import { elementCount, type StateDict, type Tensor } from '../../core/stateDict';
import type { MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import { checkIndices, checkRowCount, imageCount, labelledCount } from '../rowChecks';
import { checkNoSlots, tensorsOf } from '../stateDictChecks';
import { instantiateKernels, type Kernels } from './kernelExports';
import { logitsStride, planMemory, type MemoryPlan } from './memoryPlan';

const pageBytes = 65_536;

/** What a model owns until it is disposed. The views are made once: the memory has its final size from the start. */
interface Resources {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  readonly indices: Int32Array;
  readonly givenImages: Uint8Array;
  readonly givenLabels: Uint8Array;
  readonly logits: Float32Array;
  readonly losses: Float32Array;
  readonly predicted: Uint8Array;
  readonly parameters: ReadonlyMap<string, Float32Array>;
}

/** One dense layer with its dataset and all its buffers in one WebAssembly memory. */
export class WasmModel implements Model {
  private readonly plan: MemoryPlan;
  private readonly maxRows: number;
  private readonly datasetRows: number;
  private resources: Resources | undefined;

  constructor(module: WebAssembly.Module, { layers, maxRows, dataset }: ModelSpec) {
    if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
    this.maxRows = maxRows;
    this.datasetRows = dataset ? labelledCount(dataset) : 0;
    this.plan = planMemory(layers, maxRows, this.datasetRows);

    const pages = Math.ceil(this.plan.totalBytes / pageBytes);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.resources = createResources(instantiateKernels(module, memory), memory, this.plan, maxRows);
    if (dataset) {
      new Uint8Array(memory.buffer, this.plan.datasetImages).set(dataset.images);
      new Uint8Array(memory.buffer, this.plan.datasetLabels).set(dataset.labels);
    }
  }

  step(input: StepInput): StepResult {
    const { kernels } = this.live();
    const plan = this.plan;
    if (!Number.isFinite(input.learningRate)) throw new Error(`The learning rate is ${input.learningRate}`);
    const n = this.forward(input);
    kernels.argmax(plan.logits, n, logitsStride, plan.predicted);
    const correct = kernels.countEqual(plan.predicted, plan.batchLabels, n);
    const lossSum = kernels.softmaxCrossEntropy(plan.logits, n, logitsStride, plan.batchLabels, plan.losses);
    kernels.denseBiasGradient(plan.logits, n, logitsStride, plan.biasGradient);
    kernels.denseWeightGradient(
      plan.batch,
      n,
      pixelCount,
      plan.logits,
      classCount,
      logitsStride,
      plan.weightGradient,
    );
    kernels.sgd(plan.weight, plan.weightGradient, plan.parameterFloats, input.learningRate);
    return { loss: lossSum / n, correct };
  }

  evaluate(rows: Rows): RowResults {
    const { kernels, losses, predicted } = this.live();
    const plan = this.plan;
    const n = this.forward(rows);
    kernels.argmax(plan.logits, n, logitsStride, plan.predicted);
    kernels.softmaxCrossEntropy(plan.logits, n, logitsStride, plan.batchLabels, plan.losses);
    return { losses: losses.slice(0, n), predicted: predicted.slice(0, n) };
  }

  predict(images: Uint8Array): Float32Array {
    const { kernels, givenImages, logits } = this.live();
    const n = imageCount(images);
    checkRowCount(n, this.maxRows);
    givenImages.set(images);
    this.forwardGiven(n);
    kernels.softmax(this.plan.logits, n, logitsStride);

    const probabilities = new Float32Array(n * classCount);
    for (let row = 0; row < n; row++) {
      const start = row * logitsStride;
      probabilities.set(logits.subarray(start, start + classCount), row * classCount);
    }
    return probabilities;
  }

  readStateDict(): StateDict {
    const { parameters } = this.live();
    const stateDict = new Map<string, Tensor>();
    for (const { spec } of this.plan.parameters) {
      const data = parameters.get(spec.name);
      if (data) stateDict.set(spec.name, { shape: spec.shape, data: data.slice() });
    }
    return stateDict;
  }

  writeStateDict(stateDict: StateDict): void {
    const { parameters } = this.live();
    const specs = this.plan.parameters.map(({ spec }) => spec);
    for (const { name, data } of tensorsOf(specs, stateDict)) parameters.get(name)?.set(data);
  }

  readSlots(): StateDict {
    this.live();
    return new Map();
  }

  writeSlots(slots: StateDict): void {
    this.live();
    checkNoSlots(slots);
  }

  memory(): MemoryUse {
    return { wasmBytes: this.live().memory.buffer.byteLength, tensors: 0 };
  }

  dispose(): void {
    this.resources = undefined;
  }

  private live(): Resources {
    if (!this.resources) throw new Error('This model was disposed');
    return this.resources;
  }

  /** Gathers the rows into the batch and computes their logits; returns how many rows there are. */
  private forward(rows: Rows): number {
    const { indices, givenImages, givenLabels } = this.live();
    if ('indices' in rows) {
      const n = rows.indices.length;
      checkRowCount(n, this.maxRows);
      checkIndices(rows.indices, this.datasetRows);
      indices.set(rows.indices);
      this.forwardFrom(this.plan.datasetImages, this.plan.datasetLabels, this.plan.indices, n);
      return n;
    }
    const n = labelledCount(rows);
    checkRowCount(n, this.maxRows);
    givenImages.set(rows.images);
    givenLabels.set(rows.labels);
    this.forwardGiven(n);
    return n;
  }

  private forwardGiven(n: number): void {
    this.forwardFrom(this.plan.givenImages, this.plan.givenLabels, this.plan.givenIndices, n);
  }

  private forwardFrom(images: number, labels: number, indices: number, n: number): void {
    const { kernels } = this.live();
    const { batch, batchLabels, weight, bias, logits } = this.plan;
    kernels.gather(images, labels, indices, n, pixelCount, batch, batchLabels);
    kernels.denseForward(batch, n, pixelCount, weight, bias, classCount, logits, logitsStride);
  }
}

function createResources(
  kernels: Kernels,
  memory: WebAssembly.Memory,
  plan: MemoryPlan,
  maxRows: number,
): Resources {
  const { buffer } = memory;
  new Int32Array(buffer, plan.givenIndices, maxRows).forEach((_, row, indices) => {
    indices[row] = row;
  });
  return {
    kernels,
    memory,
    indices: new Int32Array(buffer, plan.indices, maxRows),
    givenImages: new Uint8Array(buffer, plan.givenImages, maxRows * pixelCount),
    givenLabels: new Uint8Array(buffer, plan.givenLabels, maxRows),
    logits: new Float32Array(buffer, plan.logits, maxRows * logitsStride),
    losses: new Float32Array(buffer, plan.losses, maxRows),
    predicted: new Uint8Array(buffer, plan.predicted, maxRows),
    parameters: new Map(
      plan.parameters.map(({ spec, address }) => [
        spec.name,
        new Float32Array(buffer, address, elementCount(spec.shape)),
      ]),
    ),
  };
}
