import { pixelCount } from '../../../core/layers';
import type { Kernels } from '../kernelExports';
import type { OutputPlan } from '../plan/densePlan';
import { inBlock, type ParameterPlan } from '../plan/parameterPlan';
import type { SparseRows } from '../plan/sparsePlan';
import { rowAddress } from './dense';

/** Rows of a chunk that lie among others: `indices` says which. */
export interface SparseBatch {
  readonly images: SparseRows;
  readonly indices: number;
  readonly count: number;
}

/** The logits of a batch, which go to the chunk's rows from `first` on. */
export function sparseForward(kernels: Kernels, { layer, weight, bias, output, stride }: OutputPlan, { images, indices, count }: SparseBatch, first: number): void {
  const logits = rowAddress(output, stride, first);
  kernels.sparseForward(images.starts, images.lists, indices, count, weight, bias, logits);
  kernels.padLogits(logits, count, layer.outputs, stride);
}

/** The gradients of weight and bias from a whole chunk; added to those of the chunks before, if `accumulate`. */
export function sparseGradients(kernels: Kernels, { weight, bias, delta, stride }: OutputPlan, parameters: ParameterPlan, { images, indices, count }: SparseBatch, accumulate: boolean): void {
  const gradientOf = (address: number) => inBlock(parameters, address, parameters.gradients);
  kernels.denseBiasGradient(delta, count, stride, gradientOf(bias), accumulate);
  kernels.sparseWeightGradient(images.starts, images.lists, indices, count, delta, gradientOf(weight), pixelCount, accumulate);
}
