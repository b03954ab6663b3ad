import { classCount } from '../../../core/layers';
import type { Kernels } from '../kernelExports';
import type { DensePlan } from '../plan/densePlan';
import type { ParameterPlan } from '../plan/parameterPlan';
import { inBlock } from '../plan/parameterPlan';
import { floatBytes } from '../plan/storedSizes';

/** Rows of a chunk. */
export interface RowRange {
  readonly first: number;
  readonly count: number;
}

/** The outputs of rows: logits of the last layer, after ReLU of the others. */
export function denseForward(kernels: Kernels, plan: DensePlan, { first, count }: RowRange): void {
  const { layer, input, inputs, weight, bias, outputs, output, stride } = plan;
  const result = rowAddress(output, stride, first);
  kernels.denseForward(rowAddress(input, inputs, first), count, inputs, weight, bias, outputs, result, stride);
  if (layer.isLast) kernels.padLogits(result, count, classCount, stride);
  else kernels.rectify(result, count * stride);
}

/** The gradient for the layer's input, from its delta, as rows of the input's length at `result`. */
export function denseInputGradient(kernels: Kernels, { delta, outputs, stride, weight, inputs }: DensePlan, { first, count }: RowRange, result: number): void {
  kernels.denseInputGradient(rowAddress(delta, stride, first), count, outputs, stride, weight, inputs, result);
}

/** In place: the gradient for the layer's output becomes its delta, through ReLU and dropout, which scaled by `scale`. */
export function denseBackThroughRelu(kernels: Kernels, { delta, output, stride }: DensePlan, { first, count }: RowRange, scale: number): void {
  const [gradient, put, rowBytes] = [rowAddress(delta, stride, first), rowAddress(output, stride, first), stride * floatBytes];
  kernels.rectifyBackward(gradient, 0, rowBytes, put, 0, rowBytes, count, 1, stride, scale, gradient, 0, rowBytes);
}

/**
 * The gradients of weight and bias from the first `rows` rows of the chunk, of the weight only task `task`'s part of its
 * columns; added to those of the chunks before, if `accumulate`. Every number is a sum of its own over the rows in their
 * order, so it does not matter who computes which columns.
 */
export function denseGradients(
  kernels: Kernels,
  plan: DensePlan,
  parameters: ParameterPlan,
  rows: number,
  part: { readonly task: number; readonly tasks: number },
  accumulate: boolean,
): void {
  const { input, inputs, delta, stride, outputs, weight, bias } = plan;
  const gradientOf = (address: number) => inBlock(parameters, address, parameters.gradients);
  if (part.task === 0) kernels.denseBiasGradient(delta, rows, stride, gradientOf(bias), accumulate);
  const { first, end } = slice(inputs, 16, part);
  kernels.denseWeightGradient(input, rows, inputs, delta, outputs, stride, gradientOf(weight), first, end, accumulate);
}

/** The part of `count` things, a multiple of `unit`, that a task of several has: whole units. */
export function slice(count: number, unit: number, { task, tasks }: { readonly task: number; readonly tasks: number }): { first: number; end: number } {
  const units = count / unit;
  return { first: Math.floor((units * task) / tasks) * unit, end: Math.floor((units * (task + 1)) / tasks) * unit };
}

export function rowAddress(address: number, stride: number, row: number): number {
  return address + row * stride * floatBytes;
}
