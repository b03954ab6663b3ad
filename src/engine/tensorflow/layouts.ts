import { parameterSpecs, placeLayers, type LayerList, type PlacedLayer } from '../../core/layers';
import { elementCount } from '../../core/stateDict';

/** How the graph lays out a parameter, where that is not as PyTorch does. */
export interface Layout {
  /** The shape of the variable. */
  readonly shape: readonly number[];
  toGraph(data: Float32Array): Float32Array;
  fromGraph(data: Float32Array): Float32Array;
}

/**
 * The layouts of all parameters by their names. TensorFlow's CPU kernels keep the channels of a pixel together, so filters are
 * `[kernel, kernel, channels, filters]`, and the columns of a dense layer after a picture go pixel by pixel.
 */
export function parameterLayouts(layers: LayerList): ReadonlyMap<string, Layout> {
  const placed = new Map(placeLayers(layers).map((layer) => [`${layer.name}.weight`, layer]));
  return new Map(parameterSpecs(layers).map(({ name, shape }) => [name, layoutOf(placed.get(name), shape)]));
}

function layoutOf(layer: PlacedLayer | undefined, shape: readonly number[]): Layout {
  if (layer?.kind === 'conv') {
    const { filters, kernel, input } = layer;
    return { ...permuted(shape, [2, 3, 1, 0]), shape: [kernel, kernel, input.channels, filters] };
  }
  if (layer?.flattened) {
    const { channels, rows, columns } = layer.flattened;
    return { ...permuted([layer.outputs, channels, rows, columns], [0, 2, 3, 1]), shape };
  }
  return { shape, toGraph: (data) => data, fromGraph: (data) => data };
}

/** Moves four axes: the graph's axis i is `axes[i]` of PyTorch's. */
function permuted(shape: readonly number[], axes: readonly number[]): Pick<Layout, 'toGraph' | 'fromGraph'> {
  const graphShape = axes.map((axis) => shape[axis] ?? 0);
  const inverse = axes.map((_, axis) => axes.indexOf(axis));
  return {
    toGraph: (data) => permuteAxes(data, shape, axes),
    fromGraph: (data) => permuteAxes(data, graphShape, inverse),
  };
}

function permuteAxes(data: Float32Array, shape: readonly number[], axes: readonly number[]): Float32Array {
  const stride = (axis: number) => elementCount(shape.slice(axis + 1));
  const [size0 = 0, size1 = 0, size2 = 0, size3 = 0] = axes.map((axis) => shape[axis] ?? 0);
  const [stride0 = 0, stride1 = 0, stride2 = 0, stride3 = 0] = axes.map(stride);
  const moved = new Float32Array(data.length);
  let position = 0;
  for (let i = 0; i < size0; i++) {
    for (let j = 0; j < size1; j++) {
      for (let k = 0; k < size2; k++) {
        const start = i * stride0 + j * stride1 + k * stride2;
        for (let l = 0; l < size3; l++) moved[position++] = data[start + l * stride3] ?? 0;
      }
    }
  }
  return moved;
}
