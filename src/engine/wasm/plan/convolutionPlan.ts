import type { PlacedConvolution } from '../../../core/layers';
import type { Arena } from './arena';
import { placeTable, range, type OffsetTable } from './offsetTable';
import type { LayerParameters } from './parameterPlan';
import { planPhases, type AxisPhase } from './phases';
import { noBorder, pictureLayout, type PictureLayout } from './pictures';
import { floatBytes, storedChannels, storedFilters } from './storedSizes';

/** How a gradient goes back to the input pixels of one phase of rows and columns. */
export interface PhasePlan {
  readonly rows: AxisPhase;
  readonly columns: AxisPhase;
  /** Where `flipFilters` puts the phase's filters. */
  readonly filters: number;
  readonly deltaOffsets: OffsetTable;
  readonly inputOffsets: OffsetTable;
}

/** A convolution: how its pictures lie, and what all threads share of it. */
export interface ConvolutionPlan extends LayerParameters {
  readonly layer: PlacedConvolution;
  /** Its place in the list of layers. */
  readonly index: number;
  /** Channels and filters as they are stored. */
  readonly channels: number;
  readonly filters: number;
  readonly input: PictureLayout;
  /** What the filters put out where pooling follows; else that goes straight to where the next layer wants it. */
  readonly convolved: PictureLayout | undefined;
  readonly delta: PictureLayout;
  readonly inputOffsets: OffsetTable;
  readonly outputOffsets: OffsetTable;
  /** None for the first layer: no gradient goes back to the images. */
  readonly phases: readonly PhasePlan[];
  /** The gradient for the layer's input. */
  readonly inputGradient: PictureLayout;
}

/** The input of a convolution, with the zeros around it that its filters need. */
export function inputLayout(layer: PlacedConvolution): PictureLayout {
  const padding = layer.kernel >> 1;
  return pictureLayout(layer.input, storedChannels(layer), { before: padding, after: padding });
}

/** `output` is how the pictures lie that the layer puts out. Tables are for `images` pictures. */
export function planConvolution(
  layer: PlacedConvolution,
  index: number,
  parameters: LayerParameters,
  output: Pick<PictureLayout, 'rowBytes' | 'imageBytes'>,
  images: number,
  arena: Arena,
): ConvolutionPlan {
  const { convolved: size, stride, kernel } = layer;
  const channels = storedChannels(layer);
  const filters = storedFilters(layer);
  const input = inputLayout(layer);
  const convolved = layer.pool ? pictureLayout(size, filters, noBorder) : undefined;
  const filterBytes = filters * floatBytes;
  const into = convolved ?? output;
  const axes = { rows: planPhases(layer.input.rows, size.rows, kernel, stride), columns: planPhases(layer.input.columns, size.columns, kernel, stride) };
  // Rows and columns are alike: pictures are squares.
  const delta = pictureLayout(size, filters, index === 0 ? noBorder : axes.rows.border);
  const inputGradient = pictureLayout(layer.input, channels, noBorder);
  const allPixels = { images, rows: range(size.rows), columns: range(size.columns) };

  const inputOffsets = placeTable(
    { ...allPixels, imageBytes: input.imageBytes, rowOffset: (row) => row * stride * input.rowBytes, columnOffset: (column) => column * stride * input.pixelBytes },
    arena,
  );
  const outputOffsets = placeTable({ ...allPixels, imageBytes: into.imageBytes, rowOffset: (row) => row * into.rowBytes, columnOffset: (column) => column * filterBytes }, arena);

  const planPhase = (rows: AxisPhase, columns: AxisPhase): PhasePlan => {
    const pixels = { images, rows: rows.positions, columns: columns.positions };
    return {
      rows,
      columns,
      filters: arena.placeFloats(rows.taps * columns.taps * filters * channels),
      deltaOffsets: placeTable(
        {
          ...pixels,
          imageBytes: delta.imageBytes,
          rowOffset: (row) => delta.innerOffset + rows.firstOutput(row) * delta.rowBytes,
          columnOffset: (column) => columns.firstOutput(column) * delta.pixelBytes,
        },
        arena,
      ),
      inputOffsets: placeTable(
        {
          ...pixels,
          imageBytes: inputGradient.imageBytes,
          rowOffset: (row) => row * inputGradient.rowBytes,
          columnOffset: (column) => column * inputGradient.pixelBytes,
        },
        arena,
      ),
    };
  };
  const phases = index === 0 ? [] : axes.rows.phases.flatMap((rows) => axes.columns.phases.map((columns) => planPhase(rows, columns)));
  return { ...parameters, layer, index, channels, filters, input, convolved, delta, inputOffsets, outputOffsets, phases, inputGradient };
}
