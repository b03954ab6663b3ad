/** The functions of ./kernels, with addresses in bytes. See there for what each does. */
export interface Kernels {
  gather(
    images: number,
    labels: number,
    indices: number,
    n: number,
    pixels: number,
    batch: number,
    batchLabels: number,
  ): number;
  denseForward(
    batch: number,
    n: number,
    inputs: number,
    weight: number,
    bias: number,
    outputs: number,
    logits: number,
    stride: number,
  ): void;
  argmax(logits: number, n: number, stride: number, classes: number): void;
  countEqual(a: number, b: number, n: number): number;
  softmax(logits: number, n: number, stride: number): void;
  softmaxCrossEntropy(logits: number, n: number, stride: number, labels: number, losses: number): number;
  denseBiasGradient(delta: number, n: number, stride: number, gradient: number): void;
  denseWeightGradient(
    batch: number,
    n: number,
    inputs: number,
    delta: number,
    outputs: number,
    stride: number,
    gradient: number,
  ): void;
  sgd(parameters: number, gradients: number, count: number, learningRate: number): void;
  sgdMomentum(
    parameters: number,
    gradients: number,
    velocities: number,
    count: number,
    learningRate: number,
    momentum: number,
  ): void;
  sgdNesterov(
    parameters: number,
    gradients: number,
    velocities: number,
    count: number,
    learningRate: number,
    momentum: number,
  ): void;
  adam(
    parameters: number,
    gradients: number,
    means: number,
    squares: number,
    count: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

const kernelNames: Record<keyof Kernels, true> = {
  gather: true,
  denseForward: true,
  argmax: true,
  countEqual: true,
  softmax: true,
  softmaxCrossEntropy: true,
  denseBiasGradient: true,
  denseWeightGradient: true,
  sgd: true,
  sgdMomentum: true,
  sgdNesterov: true,
  adam: true,
};

/** Whether this JavaScript engine knows every instruction of a WebAssembly file, such as those of relaxed SIMD. */
export function acceptsKernels(bytes: Uint8Array<ArrayBuffer>): boolean {
  return WebAssembly.validate(bytes);
}

/** The kernels at work on one memory. Throws an Error where the module is not one of ours. */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!areKernels(exports)) throw new Error(`Not the kernels of this version: ${Object.keys(exports).join(', ')}`);
  return exports;
}

function areKernels(exports: object): exports is Kernels {
  const found = new Map(Object.entries(exports));
  return Object.keys(kernelNames).every((name) => typeof found.get(name) === 'function');
}
