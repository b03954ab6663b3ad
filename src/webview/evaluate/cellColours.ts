import type { ThemeColours } from '../theme/themeColours';
import { black, contrast, mix, parseColour, white, type Rgb } from './colour';

/** The matrix's colours in a theme. */
export interface CellPalette {
  readonly background: Rgb;
  readonly text: Rgb;
  /** Of cells that count nothing. */
  readonly faintText: Rgb;
  /** What was read right, at full strength. */
  readonly right: Rgb;
  /** What was read wrong, at full strength. */
  readonly wrong: Rgb;
}

export interface CellColours {
  readonly background: Rgb;
  readonly text: Rgb;
}

/** What WCAG 2.2 asks of text: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const leastContrast = 4.5;
/** A cell is never all colour: the page's background stays in it. */
const greatestShare = 0.85;

export function cellPalette(colours: ThemeColours): CellPalette {
  const background = parseColour(colours.background, colours.isLight ? white : black) ?? (colours.isLight ? white : black);
  const read = (css: string, fallback: Rgb) => parseColour(css, background) ?? fallback;
  const text = read(colours.foreground, colours.isLight ? black : white);
  return { background, text, faintText: read(colours.description, text), right: read(colours.blue, text), wrong: read(colours.red, text) };
}

/**
 * A cell's colours: the background mixed with as much of the colour as `strength` (0..1) says, but never with so much that
 * black or white text on it falls below a contrast of 4.5. The text is the theme's own where that is enough.
 */
export function cellColours(palette: CellPalette, kind: 'right' | 'wrong', strength: number): CellColours {
  const extreme = contrast(palette.background, white) > contrast(palette.background, black) ? white : black;
  const background = mix(palette.background, palette[kind], strength * readableShare(palette.background, palette[kind], extreme));
  const own = strength === 0 ? palette.faintText : palette.text;
  return { background, text: [own, palette.text].find((text) => contrast(text, background) >= leastContrast) ?? extreme };
}

/** Up to which share of the colour text of the colour `text` can be read, whichever smaller share is taken. */
function readableShare(background: Rgb, colour: Rgb, text: Rgb): number {
  const step = 0.01;
  let share = 0;
  while (share + step <= greatestShare && contrast(mix(background, colour, share + step), text) >= leastContrast) share += step;
  return share;
}

/** How strong a count of mistakes is shaded beside the largest one: by the square root, so that small ones can be told apart. */
export function mistakeStrength(count: number, largest: number): number {
  return largest === 0 ? 0 : Math.sqrt(count / largest);
}

/** How strong a recall is shaded: by the square, so that good ones can be told apart. */
export function recallStrength(recall: number): number {
  return recall ** 2;
}
