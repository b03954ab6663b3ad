import type { PlacedConvolution } from '../../core/layers';
import { DataType, type AttributeValue } from './savedModelFile';

type Attributes = Record<string, AttributeValue>;

const pictureOrder = { T: { type: DataType.float32 }, data_format: { string: 'NHWC' } };

/** A convolution of stride 1 that keeps the picture's size: TensorFlow's SAME is then PyTorch's `padding=kernel // 2`. */
export const sizeKeeping: Attributes = { ...pictureOrder, strides: { integers: [1, 1, 1, 1] }, padding: { string: 'SAME' } };

/** A convolution at a stride of pictures that have their padding. */
export function ofPadded(stride: number): Attributes {
  return { ...pictureOrder, strides: { integers: [1, stride, stride, 1] }, padding: { string: 'VALID' } };
}

/** A convolution at a stride that pads as PyTorch's `padding=kernel // 2`. */
export function padding(layer: PlacedConvolution): Attributes {
  const { before, belowLast, rightOfLast } = paddings(layer);
  return { ...ofPadded(layer.stride), padding: { string: 'EXPLICIT' }, explicit_paddings: { integers: [0, 0, before, belowLast, before, rightOfLast, 0, 0] } };
}

/**
 * Rows and columns of zeros around a picture: `kernel // 2`, less what no filter reaches at the end. SAME would share them
 * out otherwise: of three, one before and two after.
 */
export function paddings({ kernel, stride, input, convolved }: PlacedConvolution): { before: number; belowLast: number; rightOfLast: number } {
  const before = kernel >> 1;
  const after = (outputs: number, inputs: number) => Math.max(0, (outputs - 1) * stride + kernel - before - inputs);
  return { before, belowLast: after(convolved.rows, input.rows), rightOfLast: after(convolved.columns, input.columns) };
}
