import type { Kernels } from '../kernelExports';
import type { ConvolutionPlan } from '../plan/convolutionPlan';
import type { Pictures } from '../plan/pictures';
import type { ConvolutionScratch } from '../plan/scratchPlan';
import { floatBytes } from '../plan/storedSizes';

/**
 * Takes the gradient for what a pooled convolution put out to its input, and adds what it means for weight and bias to the
 * shard's gradients: filter by filter, only for the places that pooling chose. `unpacked` is where the filters lie one by one.
 */
export function pooledBackward(
  kernels: Kernels,
  { layer, channels, filters, input }: ConvolutionPlan,
  unpacked: number,
  scratch: ConvolutionScratch,
  gradient: Pictures,
  images: number,
  shard: { readonly weight: number; readonly bias: number },
): void {
  const { kernel, stride } = layer;
  const { rows, columns } = layer.output;
  const { rowBytes, imageBytes, pixelBytes } = input;
  const weights = kernel * kernel * channels;
  // Windows of places that are so many columns apart do not overlap.
  const columnStep = Math.ceil(kernel / (2 * stride));
  kernels.clear(scratch.inputGradient, images * imageBytes);
  for (let filter = 0; filter < filters; filter++) {
    const channel = filter * floatBytes;
    const end = kernels.collectPlaces(
      gradient.address + channel,
      gradient.rowBytes,
      gradient.imageBytes,
      scratch.choices + channel,
      images,
      rows,
      columns,
      filters,
      imageBytes,
      stride * rowBytes,
      stride * pixelBytes,
      columnStep,
      scratch.places,
    );
    const weightGradient = shard.weight + ((filter >> 3) * weights * 8 + (filter & 7)) * floatBytes;
    kernels.addPlacesToWeightGradient(scratch.places, end, scratch.input, rowBytes, kernel, channels, weightGradient, shard.bias + channel);
    kernels.addPlacesToInputGradient(scratch.places, end, unpacked + filter * weights * floatBytes, kernel, channels, scratch.inputGradient, rowBytes);
  }
}
