import { pictureSize, placeLayers, type LayerList } from '../../core/layers';

/** Of so many numbers are the activations of one run of the graph at most: 128 MB forward, and about as much again backward. */
const largestActivations = 2 ** 25;

/** How many rows one run of the graph takes; a larger batch is cut into parts. */
export function rowsPerRun(layers: LayerList): number {
  const activations = placeLayers(layers).reduce((sum, layer) => sum + (layer.kind === 'conv' ? pictureSize(layer.convolved) : layer.outputs), 0);
  return Math.max(1, Math.floor(largestActivations / activations));
}

/** Shares `count` rows out as evenly as can be: where each share begins and ends. */
export function share(count: number, shares: number): { start: number; end: number }[] {
  return Array.from({ length: shares }, (_, index) => ({ start: Math.floor((count * index) / shares), end: Math.floor((count * (index + 1)) / shares) }));
}

/** Cuts `count` rows into parts of at most `size`: where each begins and ends. */
export function cut(count: number, size: number): { start: number; end: number }[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, part) => ({ start: part * size, end: Math.min(count, (part + 1) * size) }));
}
