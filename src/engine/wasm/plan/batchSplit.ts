import type { PlacedLayer } from '../../../core/layers';
import { inputLayout } from './convolutionPlan';
import { floatBytes, outputStride, roundUp, storedFilters, storedInputs } from './storedSizes';

/**
 * How the rows of a batch are cut. It follows from the layers and the largest batch alone, never from threads: sums are made
 * in the order of this split, so that it decides their last bits.
 *
 * A chunk's rows are kept in memory until the gradients of the dense layers are computed from all of them; a large batch has
 * several chunks. Of each chunk, part p goes to shard p % shards. The rows of a part go through the convolutions together, and
 * a shard adds up the gradients of its parts; in the end shards are summed in their order. Whichever thread works on a shard,
 * the sums are the same. Without convolutions there is one shard, and the whole chunk is its part.
 */
export interface BatchSplit {
  readonly chunkRows: number;
  readonly partRows: number;
  readonly shards: number;
}

/** Eight threads at most have work; more shards would be smaller than a tile is worth. On one thread, eight take no longer than one. */
export const shardCount = 8;

// A part's pictures and deltas should stay in the second cache on their way forth and back.
const largestPartBytes = 1 << 20;
const largestPartRows = 16;

const largestChunkBytes = 16 << 20;

export function chooseSplit(layers: readonly PlacedLayer[], maxRows: number): BatchSplit {
  const chunkLimit = Math.max(16, Math.floor(largestChunkBytes / chunkRowBytes(layers)));
  const pictureBytes = partRowBytes(layers);
  if (pictureBytes === 0) {
    const chunkRows = Math.min(maxRows, chunkLimit);
    return { chunkRows, partRows: chunkRows, shards: 1 };
  }
  let partRows = largestPartRows;
  while (partRows > 1 && partRows * pictureBytes > largestPartBytes) partRows /= 2;
  const chunkRows = Math.min(roundUp(maxRows, partRows), Math.max(partRows * shardCount, Math.floor(chunkLimit / partRows) * partRows));
  return { chunkRows, partRows, shards: shardCount };
}

/** Bytes that a row of a chunk keeps: the input of every dense layer, and the deltas. A softmax regression's input is counted too, though its images stay where they are. */
function chunkRowBytes(layers: readonly PlacedLayer[]): number {
  const floats = layers.map((layer, index) => (layer.kind === 'dense' ? storedInputs(index, layers) + outputStride(layer) : 0));
  return floats.reduce((sum, count) => sum + count, 0) * floatBytes;
}

/** Bytes of the pictures that a row needs on its way forth and back. */
function partRowBytes(layers: readonly PlacedLayer[]): number {
  return layers.reduce((sum, layer, index) => {
    if (layer.kind !== 'conv') return sum;
    const convolvedBytes = layer.convolved.rows * layer.convolved.columns * storedFilters(layer) * floatBytes;
    return sum + inputLayout(layer, index).imageBytes + (layer.pool ? 2 : 1) * convolvedBytes;
  }, 0);
}
