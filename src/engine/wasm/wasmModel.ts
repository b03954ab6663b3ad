import { classCount, pixelCount } from '../../core/layers';
import type { OptimizerSpec } from '../../core/optimizer';
import { elementCount, type NamedTensor, type StateDict, type Tensor, type TensorSpec } from '../../core/stateDict';
import type { MemoryUse, Model, ModelSpec, RowResults, Rows, StepInput, StepResult } from '../engine';
import { checkIndices, checkRowCount, imageCount, labelledCount } from '../rowChecks';
import { slotTensorsOf, tensorsOf } from '../stateDictChecks';
import { checkStep } from '../stepChecks';
import { instantiateKernels, type Kernels } from './kernelExports';
import { logitsStride, planMemory, type MemoryPlan, type TensorPlace } from './memoryPlan';
import { updateParameters } from './optimizer';

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
  /** Parameters and slots, by their names. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/** One dense layer with its dataset and all its buffers in one WebAssembly memory. */
export class WasmModel implements Model {
  private readonly plan: MemoryPlan;
  private readonly optimizer: OptimizerSpec;
  private readonly maxRows: number;
  private readonly datasetRows: number;
  private resources: Resources | undefined;

  constructor(module: WebAssembly.Module, spec: ModelSpec) {
    const { optimizer, maxRows, dataset } = spec;
    if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
    this.optimizer = optimizer;
    this.maxRows = maxRows;
    this.datasetRows = dataset ? labelledCount(dataset) : 0;
    this.plan = planMemory(spec, this.datasetRows);

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
    checkStep(input);
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
    updateParameters(kernels, plan, this.optimizer, input.learningRate, input.step);
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
    return this.read(this.plan.parameters);
  }

  writeStateDict(stateDict: StateDict): void {
    this.write(tensorsOf(specsOf(this.plan.parameters), stateDict));
  }

  readSlots(): StateDict {
    return this.read(this.plan.slots);
  }

  writeSlots(slots: StateDict): void {
    this.write(slotTensorsOf(specsOf(this.plan.slots), slots));
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

  private read(places: readonly TensorPlace[]): StateDict {
    const { tensors } = this.live();
    const stateDict = new Map<string, Tensor>();
    for (const { name, shape } of specsOf(places)) {
      const data = tensors.get(name);
      if (data) stateDict.set(name, { shape, data: data.slice() });
    }
    return stateDict;
  }

  private write(values: readonly NamedTensor[]): void {
    const { tensors } = this.live();
    for (const { name, data } of values) tensors.get(name)?.set(data);
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

function specsOf(places: readonly TensorPlace[]): TensorSpec[] {
  return places.map(({ spec }) => spec);
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
    tensors: new Map(
      [...plan.parameters, ...plan.slots].map(({ spec, address }) => [
        spec.name,
        new Float32Array(buffer, address, elementCount(spec.shape)),
      ]),
    ),
  };
}
