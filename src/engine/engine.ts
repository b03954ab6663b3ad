import type { LayerList } from '../core/layers';
import type { OptimizerSpec } from '../core/optimizer';
import type { StateDict } from '../core/stateDict';

export type EngineId = 'wasm' | 'tensorflow';

/** Images as bytes `[n, 784]`, 0 is paper and 255 is ink, with a label 0..9 for each. */
export interface LabelledImages {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** Rows of a batch: by index into the model's dataset, or as bytes of their own. */
export type Rows = { readonly indices: Int32Array } | LabelledImages;

/**
 * What is minimised: the mean over the batch of the cross-entropy between softmax(logits) and a target, which is 1 - s + s/10
 * for the label and s/10 for every other class, s being the label smoothing. What steps and evaluations tell as the loss is
 * of the label alone (s = 0), so that the two can be compared.
 */
export interface LossSpec {
  readonly labelSmoothing: number;
}

export interface ModelSpec {
  readonly layers: LayerList;
  readonly optimizer: OptimizerSpec;
  readonly loss: LossSpec;
  /** Seeds what is random inside a step: dropout's masks, by `core/dropout`. Initial parameters come from outside, by `writeStateDict`. */
  readonly seed: number;
  /** The most rows that one call of `step`, `evaluate` or `predict` may have; every buffer is made for it, once. */
  readonly maxRows: number;
  /** Copied into the engine's memory, where `indices` address it. Absent for a model that only reads what it is given. */
  readonly dataset?: LabelledImages;
}

export type StepInput = Rows & {
  readonly learningRate: number;
  /**
   * Steps of the run before this one, from 0: Adam's bias correction and dropout's masks depend on it. A run begins with
   * slots of zeros, wherever its weights are from, so this is also the number of steps that the slots have seen.
   */
  readonly step: number;
};

export interface StepResult {
  /** Mean cross-entropy of the batch with its labels (natural logarithm) before the update, with dropout. */
  readonly loss: number;
  /** How many rows had their label as the largest logit before the update; of equal logits the first counts. */
  readonly correct: number;
}

/** What a model makes of labelled rows, row by row. */
export interface RowResults {
  /** Cross-entropy of each row, `[n]`. */
  readonly losses: Float32Array;
  /** Index of the largest logit of each row, `[n]`; of equal logits the first. */
  readonly predicted: Uint8Array;
}

/** What a model holds; equal after epochs 2 and 10 of a run, whatever the run does. */
export interface MemoryUse {
  /** Size of the WebAssembly memory, 0 for other engines. */
  readonly wasmBytes: number;
  /** Live TensorFlow tensors, 0 for other engines. */
  readonly tensors: number;
}

/** Layers, parameters and optimizer slots, ready to train. Every call is synchronous and takes a few milliseconds at most. */
export interface Model {
  /** One update of the parameters: forward, loss, gradients, optimizer. */
  step(input: StepInput): StepResult;
  /** How many steps of so many rows are best taken in one call: 1, or more where a call by itself takes a good part of a step's time. */
  stepsAtOnce(rows: number): number;
  /** Updates one after another; all is as after as many calls of `step`, to the bit. */
  steps(inputs: readonly StepInput[]): StepResult[];
  evaluate(rows: Rows): RowResults;
  /** Probabilities `[n, 10]`, row-major, of images `[n, 784]` given as bytes; each row sums to 1. */
  predict(images: Uint8Array): Float32Array;
  /** A copy of the parameters, by PyTorch's names. */
  readStateDict(): StateDict;
  /** Replaces every parameter. Throws an `Error` where a name is missing or a shape is another. */
  writeStateDict(stateDict: StateDict): void;
  /** A copy of the optimizer's slots, by the names of `slotSpecs`; empty for plain SGD. */
  readSlots(): StateDict;
  /** Replaces every slot. Throws an `Error` where a name is missing or not a slot's, or a shape is another. */
  writeSlots(slots: StateDict): void;
  memory(): MemoryUse;
  /** Frees everything; the model is not used again. */
  dispose(): void;
}

/** Where the arithmetic happens. */
export interface Engine {
  readonly id: EngineId;
  /** Version and build, e.g. `wasm 0.1.0 simd+fma`: two engines with one description compute the same bits. */
  readonly description: string;
  compile(spec: ModelSpec): Model;
}
