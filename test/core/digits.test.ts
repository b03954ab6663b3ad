import { describe, expect, it } from 'vitest';
import { appendDigit, reconcileDigits, removeDigit, type Digits } from '../../src/core/digits';

/** Digits whose image, label and line all say which they are. */
function digits(...names: number[]): Digits {
  return { images: Uint8Array.from(names.flatMap((name) => new Array<number>(784).fill(name))), labels: Uint8Array.from(names), lines: names.map(String) };
}

it('appends a digit', () => {
  expect(appendDigit(digits(1, 2), { image: new Uint8Array(784).fill(3), label: 3, line: '3' })).toEqual(digits(1, 2, 3));
});

it('removes a digit, and those after it move up', () => {
  expect(removeDigit(digits(1, 2, 3), 1)).toEqual(digits(1, 3));
});

describe('after a crash', () => {
  it('keeps lists that agree', () => {
    expect(reconcileDigits(digits(1, 2), undefined)).toEqual({ digits: digits(1, 2), cut: [] });
  });

  it('takes the digits that all lists have', () => {
    const { images } = digits(1);
    expect(reconcileDigits({ ...digits(1, 2), images }, undefined)).toEqual({ digits: digits(1), cut: ['labels', 'lines'] });
  });

  it('carries out a removal in the lists where it was not yet', () => {
    const { labels, lines } = digits(1, 3, 4);
    const found = { images: digits(1, 2, 3, 4).images, labels, lines };
    expect(reconcileDigits(found, { index: 1, count: 4 })).toEqual({ digits: digits(1, 3, 4), cut: [] });
  });
});
