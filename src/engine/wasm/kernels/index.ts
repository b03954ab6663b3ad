// The kernels of the embedded engine, in AssemblyScript: TypeScript's syntax, but the types of WebAssembly. `usize` is an
// address in the linear memory in bytes, `f32` and `i32` are numbers, `v128` is a vector of four floats. There is no
// allocator and no data of our own: every address comes from ../plan, ../kernelExports.ts lists the functions, and
// scripts/kernels.mjs compiles them with and without relaxed SIMD, for a memory of one thread and for a shared one.
//
// ../layers calls the kernels of a layer, ../tasks.ts those between the layers, ../optimizer.ts the last of a step.

export { adam } from './adam';
export { argmax, countEqual } from './argmax';
export { clear } from './clear';
export { convolve } from './convolution';
export { convolutionBiasGradient, convolutionWeightGradient, flipFilters, imageWeightGradient } from './convolutionGradients';
export { denseForward, padLogits } from './denseForward';
export { denseBiasGradient, denseInputGradient, denseWeightGradient } from './denseGradients';
export { dropout } from './dropout';
export { gather, gatherPictures } from './gather';
export { addPlacesToInputGradient, addPlacesToWeightGradient, collectPlaces, unpackFilters } from './pooledGradients';
export { poolAndRectify, poolBackward } from './pooling';
export { rectify, rectifyBackward } from './relu';
export { sgd, sgdMomentum, sgdNesterov } from './sgd';
export { smoothTargets, softmax, softmaxCrossEntropy } from './softmax';
export { sparseForward, sparseWeightGradient } from './sparseProducts';
export { compressRows, gatherSparse } from './sparseRows';
export { sumShards } from './sumShards';
export { decayGradients, shrink } from './weightDecay';
