import { positionBeside } from './neighbour';

/**
 * The mistake that comes next in a list of indices after `current`, or before it where `step` is -1; from the other end
 * where there is none up to this one. `mistakes` are indices too. Where `current` is not in the list, it starts at the
 * first index that is larger, or smaller.
 */
export function nextMistake(list: Int32Array, mistakes: Int32Array, current: number, step: 1 | -1): number | undefined {
  const wrong = new Set(mistakes);
  const { length } = list;
  const start = positionBeside(list, current, step);
  for (let distance = 0; distance < length; distance++) {
    const index = list[(start + step * distance + length * 2) % length];
    if (index !== undefined && index !== current && wrong.has(index)) return index;
  }
  return undefined;
}
