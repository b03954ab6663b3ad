import { describe, expect, it } from 'vitest';
import { cellColours, mistakeStrength, recallStrength, type CellPalette } from '../../../src/webview/evaluate/cellColours';
import { contrast, type Rgb } from '../../../src/webview/evaluate/colour';

/** VS Code's Dark Modern. */
const dark: CellPalette = { background: [31, 31, 31], text: [204, 204, 204], faintText: [157, 157, 157], right: [89, 164, 249], wrong: [241, 76, 76] };

function everyColour(levels: readonly number[]): Rgb[] {
  return levels.flatMap((red) => levels.flatMap((green) => levels.map((blue) => [red, green, blue] as const)));
}

describe('cellColours', () => {
  it('keeps a contrast of 4.5 on every background, with every colour, at every strength', () => {
    const failures = everyColour([0, 85, 170, 255]).flatMap((background) =>
      everyColour([0, 128, 255]).flatMap((colour) =>
        [0, 0.3, 1].filter((strength) => {
          const cell = cellColours({ background, text: colour, faintText: colour, right: colour, wrong: colour }, 'wrong', strength);
          return contrast(cell.text, cell.background) < 4.5;
        }),
      ),
    );
    expect(failures).toEqual([]);
  });

  it('leaves the background as it is where there is nothing, with faint text', () => {
    expect(cellColours(dark, 'wrong', 0)).toEqual({ background: dark.background, text: dark.faintText });
  });

  it('takes the colour of what was read right for the diagonal', () => {
    const [red, , blue] = cellColours(dark, 'right', 1).background;
    expect(blue).toBeGreaterThan(red);
  });

  it('takes the theme\'s own text where that can be read', () => {
    expect(cellColours(dark, 'wrong', 0.3).text).toEqual(dark.text);
  });

  it('takes white where the theme\'s own text cannot be read on a strong colour', () => {
    expect(cellColours(dark, 'wrong', 1).text).toEqual([255, 255, 255]);
  });
});

describe('mistakeStrength', () => {
  it('grows with the square root', () => {
    expect(mistakeStrength(25, 100)).toBe(0.5);
  });

  it('is 0 where there are no mistakes', () => {
    expect(mistakeStrength(0, 0)).toBe(0);
  });
});

describe('recallStrength', () => {
  it('sets a low recall far below a high one', () => {
    expect(recallStrength(0.5)).toBe(0.25);
  });
});
