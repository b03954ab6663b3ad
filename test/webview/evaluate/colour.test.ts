import { describe, expect, it } from 'vitest';
import { black, contrast, formatColour, mix, parseColour, white } from '../../../src/webview/evaluate/colour';

describe('parseColour', () => {
  it.each([
    ['#f14c4c', [241, 76, 76]],
    ['#fc0', [255, 204, 0]],
    ['rgb(241, 76, 76)', [241, 76, 76]],
  ])('reads %s', (css, expected) => {
    expect(parseColour(css, black)).toEqual(expected);
  });

  it.each(['#ffffff80', 'rgba(255, 255, 255, 0.5019607843137255)'])('lays %s over what is behind it', (css) => {
    // 0x80 / 255 of white on black is 0x80.
    expect(parseColour(css, black)?.map(Math.round)).toEqual([128, 128, 128]);
  });

  it('reads a short form with transparency', () => {
    // #0006 is black at 6/15: 255 · (1 - 0.4)
    expect(parseColour('#0006', white)?.map(Math.round)).toEqual([153, 153, 153]);
  });

  it.each(['', 'red', '#12345', 'rgb(from red r g b)', 'rgb(1, x, 2)'])('does not know %j', (css) => {
    expect(parseColour(css, black)).toBeUndefined();
  });
});

describe('contrast', () => {
  it('is 21 between black and white, whichever comes first', () => {
    expect(contrast(black, white)).toBeCloseTo(21, 10);
    expect(contrast(white, black)).toBeCloseTo(21, 10);
  });

  it('is 4.54 between #767676 and white, the lightest grey that WCAG takes for text', () => {
    expect(contrast([0x76, 0x76, 0x76], white)).toBeCloseTo(4.54, 2);
  });
});

describe('mix', () => {
  it('goes from one colour to the other', () => {
    expect(mix([0, 100, 200], [100, 100, 0], 0.25)).toEqual([25, 100, 150]);
  });
});

describe('formatColour', () => {
  it('rounds to what a screen can show', () => {
    expect(formatColour([0.4, 99.5, 255])).toBe('rgb(0, 100, 255)');
  });
});
