/**
 * The position in a list of indices right after that of `current`, or right before it where `step` is -1; it may lie one
 * beyond the list's end. Where `current` is not in the list, it is that of the first index that is larger, or smaller.
 */
export function positionBeside(list: Int32Array, current: number, step: 1 | -1): number {
  const position = list.indexOf(current);
  if (position >= 0) return position + step;
  if (step === -1) return list.findLastIndex((index) => index < current);
  const next = list.findIndex((index) => index > current);
  return next >= 0 ? next : list.length;
}

/** The index that stands beside `current` in a list; undefined at its end. */
export function neighbour(list: Int32Array, current: number, step: 1 | -1): number | undefined {
  return list[positionBeside(list, current, step)];
}
