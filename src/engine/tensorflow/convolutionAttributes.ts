import type { PlacedConvolution } from '../../core/layers';
import { DataType, type AttributeValue } from './savedModelFile';

const pictureOrder = { T: { type: DataType.float32 }, data_format: { string: 'NHWC' } };

/** The attributes that TensorFlow's convolution and its two gradients share: stride, and padding as PyTorch's `padding=kernel // 2`. */
export function convolutionAttributes({ kernel, stride, input, convolved }: PlacedConvolution): Record<string, AttributeValue> {
  const strides = { integers: [1, stride, stride, 1] };
  if (stride === 1) return { ...pictureOrder, strides, padding: { string: 'SAME' } };
  const before = kernel >> 1;
  // What no filter reaches is left out; and less than nothing where rows of the picture are out of reach.
  const after = (output: number, size: number) => Math.max(0, (output - 1) * stride + kernel - before - size);
  const paddings = [0, 0, before, after(convolved.rows, input.rows), before, after(convolved.columns, input.columns), 0, 0];
  return { ...pictureOrder, strides, padding: { string: 'EXPLICIT' }, explicit_paddings: { integers: paddings } };
}

/** The same of a convolution of stride 1 that keeps the picture's size. */
export const sizeKeeping: Record<string, AttributeValue> = { ...pictureOrder, strides: { integers: [1, 1, 1, 1] }, padding: { string: 'SAME' } };
