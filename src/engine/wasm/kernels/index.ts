// The kernels of softmax regression, in AssemblyScript: TypeScript's syntax, but the types of WebAssembly. `usize` is an
// address in the linear memory in bytes, `f32` and `i32` are numbers, `v128` is a vector of four floats. There is no
// allocator and no data of our own: every address comes from ../memoryPlan.ts, ../kernelExports.ts lists the functions,
// and scripts/kernels.mjs compiles them twice, with and without relaxed SIMD.
//
// A step calls them in this order: gather, denseForward, argmax, countEqual, softmaxCrossEntropy, denseBiasGradient,
// denseWeightGradient, and last the optimizer's: sgd, sgdMomentum, sgdNesterov or adam.

export { adam } from './adam';
export { argmax, countEqual } from './argmax';
export { denseForward } from './denseForward';
export { denseBiasGradient, denseWeightGradient } from './denseGradients';
export { gather } from './gather';
export { sgd, sgdMomentum, sgdNesterov } from './sgd';
export { softmax, softmaxCrossEntropy } from './softmax';
