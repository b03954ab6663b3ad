/** The functions of ./kernels, with addresses in bytes. See there for what each does. */
export interface Kernels {
  adam(parameters: number, gradients: number, means: number, squares: number, count: number, rate: number, beta1: number, beta2: number, epsilon: number): void;
  argmax(logits: number, n: number, stride: number, classes: number): void;
  countEqual(a: number, b: number, n: number): number;
  convolve(
    input: number,
    inputOffsets: number,
    pixels: number,
    rowBytes: number,
    kernelRows: number,
    runFloats: number,
    weight: number,
    weightRowBytes: number,
    groupBytes: number,
    bias: number,
    groups: number,
    output: number,
    outputOffsets: number,
    rectify: boolean,
  ): void;
  convolutionBiasGradient(delta: number, pixels: number, channels: number, gradient: number): void;
  convolutionWeightGradient(
    input: number,
    images: number,
    inputRows: number,
    inputColumns: number,
    channels: number,
    delta: number,
    rows: number,
    columns: number,
    groups: number,
    kernel: number,
    stride: number,
    gradient: number,
  ): void;
  imageWeightGradient(
    input: number,
    images: number,
    inputImageBytes: number,
    inputRowBytes: number,
    inputRowStepBytes: number,
    inputStepBytes: number,
    delta: number,
    rows: number,
    columns: number,
    groups: number,
    kernel: number,
    gradient: number,
  ): void;
  flipFilters(weight: number, kernel: number, channels: number, filters: number, stride: number, firstRow: number, firstColumn: number, flipped: number): void;
  denseForward(batch: number, n: number, inputs: number, weight: number, bias: number, outputs: number, result: number, stride: number): void;
  padLogits(logits: number, n: number, classes: number, stride: number): void;
  denseBiasGradient(delta: number, n: number, stride: number, gradient: number, accumulate: boolean): void;
  denseInputGradient(delta: number, n: number, outputs: number, stride: number, weight: number, inputs: number, result: number): void;
  denseWeightGradient(
    batch: number,
    n: number,
    inputs: number,
    delta: number,
    outputs: number,
    stride: number,
    gradient: number,
    firstInput: number,
    endInput: number,
    accumulate: boolean,
  ): void;
  dropout(
    values: number,
    rowBytes: number,
    imageBytes: number,
    images: number,
    rows: number,
    columns: number,
    channels: number,
    mask: number,
    maskChannels: number,
    scale: number,
  ): void;
  gather(images: number, labels: number, indices: number, n: number, pixels: number, batch: number, batchLabels: number): number;
  gatherPictures(
    images: number,
    labels: number,
    indices: number,
    n: number,
    pictureRows: number,
    pictureColumns: number,
    pictures: number,
    rowBytes: number,
    pictureBytes: number,
    batchLabels: number,
  ): number;
  unpackFilters(weight: number, weights: number, filters: number, unpacked: number): void;
  clear(address: number, bytes: number): void;
  collectPlaces(
    pooled: number,
    pooledRowBytes: number,
    pooledImageBytes: number,
    choices: number,
    images: number,
    rows: number,
    columns: number,
    filters: number,
    imageBytes: number,
    rowStepBytes: number,
    stepBytes: number,
    columnStep: number,
    places: number,
  ): number;
  addPlacesToWeightGradient(places: number, end: number, input: number, rowBytes: number, kernel: number, channels: number, gradient: number, biasGradient: number): void;
  addPlacesToInputGradient(places: number, end: number, weight: number, kernel: number, channels: number, gradient: number, rowBytes: number): void;
  poolAndRectify(
    input: number,
    images: number,
    rows: number,
    columns: number,
    channels: number,
    output: number,
    outputRowBytes: number,
    outputImageBytes: number,
    choices: number,
  ): void;
  poolBackward(
    gradient: number,
    gradientRowBytes: number,
    gradientImageBytes: number,
    choices: number,
    images: number,
    rows: number,
    columns: number,
    channels: number,
    delta: number,
    deltaRowBytes: number,
    deltaImageBytes: number,
  ): void;
  rectify(values: number, count: number): void;
  rectifyBackward(
    gradient: number,
    gradientRowBytes: number,
    gradientImageBytes: number,
    output: number,
    outputRowBytes: number,
    outputImageBytes: number,
    images: number,
    rows: number,
    rowFloats: number,
    scale: number,
    delta: number,
    deltaRowBytes: number,
    deltaImageBytes: number,
  ): void;
  sgd(parameters: number, gradients: number, count: number, learningRate: number): void;
  sgdMomentum(parameters: number, gradients: number, velocities: number, count: number, learningRate: number, momentum: number): void;
  sgdNesterov(parameters: number, gradients: number, velocities: number, count: number, learningRate: number, momentum: number): void;
  smoothTargets(delta: number, n: number, stride: number, classes: number, labels: number, smoothing: number, share: number): void;
  softmax(logits: number, n: number, stride: number): void;
  softmaxCrossEntropy(logits: number, n: number, stride: number, labels: number, losses: number, share: number): void;
  sparseForward(starts: number, lists: number, indices: number, n: number, weight: number, bias: number, logits: number): void;
  sparseWeightGradient(starts: number, lists: number, indices: number, n: number, delta: number, gradient: number, pixels: number, accumulate: boolean): void;
  compressRows(images: number, n: number, pixels: number, lanes: number, starts: number, lists: number): void;
  gatherSparse(starts: number, lists: number, labels: number, indices: number, n: number, batchLabels: number): number;
  sumShards(shards: number, shardCount: number, shardBytes: number, count: number, gradient: number): void;
  decayGradients(gradients: number, parameters: number, count: number, decay: number): void;
  shrink(parameters: number, count: number, kept: number): void;
}

const kernelNames: Record<keyof Kernels, true> = {
  adam: true,
  argmax: true,
  countEqual: true,
  convolve: true,
  convolutionBiasGradient: true,
  convolutionWeightGradient: true,
  imageWeightGradient: true,
  flipFilters: true,
  denseForward: true,
  padLogits: true,
  denseBiasGradient: true,
  denseInputGradient: true,
  denseWeightGradient: true,
  dropout: true,
  gather: true,
  gatherPictures: true,
  unpackFilters: true,
  clear: true,
  collectPlaces: true,
  addPlacesToWeightGradient: true,
  addPlacesToInputGradient: true,
  poolAndRectify: true,
  poolBackward: true,
  rectify: true,
  rectifyBackward: true,
  sgd: true,
  sgdMomentum: true,
  sgdNesterov: true,
  smoothTargets: true,
  softmax: true,
  softmaxCrossEntropy: true,
  sparseForward: true,
  sparseWeightGradient: true,
  compressRows: true,
  gatherSparse: true,
  sumShards: true,
  decayGradients: true,
  shrink: true,
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
