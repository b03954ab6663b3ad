import { pixelCount } from '../../../core/layers';
import type { Arena } from './arena';

/** Images as lists of their pixels that are not zero: see kernels/sparseRows.ts. */
export interface SparseRows {
  readonly starts: number;
  readonly lists: number;
}

/** The images of the dataset, and those that come as bytes, as sparse rows. */
export interface SparsePlan {
  readonly dataset: SparseRows;
  readonly given: SparseRows;
  /** The kernel's table of lanes. */
  readonly lanes: number;
}

/** A byte for the value and two for where the weights lie. */
const listedBytes = 3;
// The kernel writes up to this many bytes beyond the last list.
const slackBytes = 16;
const laneSets = 256;

export function planSparse(maxRows: number, datasetRows: number, datasetNonZeros: number, arena: Arena): SparsePlan {
  const place = (rows: number, nonZeros: number): SparseRows => ({
    starts: arena.place((rows + 1) * Uint32Array.BYTES_PER_ELEMENT),
    lists: arena.place(nonZeros * listedBytes + slackBytes),
  });
  return { dataset: place(datasetRows, datasetNonZeros), given: place(maxRows, maxRows * pixelCount), lanes: arena.place(laneSets * 8) };
}

/** For each set of lanes out of eight the numbers of those in it. */
export function writeLanes(lanes: number, buffer: ArrayBufferLike): void {
  const table = new Uint8Array(buffer, lanes, laneSets * 8);
  for (let set = 0; set < laneSets; set++) {
    let count = 0;
    for (let lane = 0; lane < 8; lane++) {
      if ((set >> lane) & 1) table[set * 8 + count++] = lane;
    }
  }
}

/** How many bytes of whole images are not zero. Four at a time, as 47 million of them one by one would take long. */
export function countNonZeros(images: Uint8Array): number {
  const aligned = images.byteOffset % 4 === 0 ? images : images.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  let count = 0;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? 0;
    // The sum reaches the highest bit of a byte if one of the others is set.
    const highest = (((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word) & 0x80808080;
    count += Math.imul(highest >>> 7, 0x01010101) >>> 24;
  }
  return count;
}
