import { pixelCount } from './layers';

/** Digits that a person drew: images `[n, 784]`, labels `[n]`, and the drawing of each as a line of JSON. */
export interface Digits {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly lines: readonly string[];
}

/** Says that a digit is being removed from lists of `count`, one list after the other. */
export interface DigitRemoval {
  readonly index: number;
  readonly count: number;
}

/** How many digits each list has; they differ where a crash came between writing one and the next. */
export function countDigits({ images, labels, lines }: Digits): Record<keyof Digits, number> {
  return { images: images.length / pixelCount, labels: labels.length, lines: lines.length };
}

export function appendDigit({ images, labels, lines }: Digits, added: { image: Uint8Array; label: number; line: string }): Digits {
  return { images: concatenate(images, added.image), labels: concatenate(labels, Uint8Array.of(added.label)), lines: [...lines, added.line] };
}

/** Without the digit of that index; those after it move up by one. */
export function removeDigit(digits: Digits, index: number): Digits {
  const { images, labels, lines } = digits;
  return {
    images: concatenate(images.subarray(0, index * pixelCount), images.subarray((index + 1) * pixelCount)),
    labels: concatenate(labels.subarray(0, index), labels.subarray(index + 1)),
    lines: lines.toSpliced(index, 1),
  };
}

/**
 * Makes the lists that a crash left agree: carries out a removal where it was not yet, then takes the first digits that
 * all lists have. `cut` names the lists that had more.
 */
export function reconcileDigits(found: Digits, removal: DigitRemoval | undefined): { digits: Digits; cut: (keyof Digits)[] } {
  const { images, labels, lines } = removal ? carryOut(found, removal) : found;
  const counts = countDigits({ images, labels, lines });
  const count = Math.min(counts.images, counts.labels, counts.lines);
  const lists = ['images', 'labels', 'lines'] as const;
  return {
    digits: { images: images.subarray(0, count * pixelCount), labels: labels.subarray(0, count), lines: lines.slice(0, count) },
    cut: lists.filter((list) => counts[list] > count),
  };
}

function carryOut(found: Digits, { index, count }: DigitRemoval): Digits {
  const counts = countDigits(found);
  const removed = removeDigit(found, index);
  const choose = (list: keyof Digits) => (counts[list] === count ? removed : found);
  return { images: choose('images').images, labels: choose('labels').labels, lines: choose('lines').lines };
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
