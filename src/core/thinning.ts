/**
 * Which of the checkpoints to delete when there are too many, so that the rest lie evenly: the inner one whose neighbours
 * are nearest to each other; of equal ones the earliest. `epochs` ascends; the first, the last and `keep` stay. Returns
 * an index, or `undefined` where nothing may go.
 */
export function findThinnable(epochs: readonly number[], keep: ReadonlySet<number>): number | undefined {
  let found: number | undefined;
  let smallestGap = Infinity;
  for (let index = 1; index < epochs.length - 1; index++) {
    const gap = (epochs[index + 1] ?? 0) - (epochs[index - 1] ?? 0);
    if (keep.has(epochs[index] ?? 0) || gap >= smallestGap) continue;
    found = index;
    smallestGap = gap;
  }
  return found;
}
