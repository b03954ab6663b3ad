/** A colour without transparency, each part 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export const black: Rgb = [0, 0, 0];
export const white: Rgb = [255, 255, 255];

/**
 * Reads the forms of a colour that VS Code writes into a page: `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()`
 * with commas. What shines through lies on `behind`. Undefined where it is another form.
 */
export function parseColour(css: string, behind: Rgb): Rgb | undefined {
  const [red, green, blue, alpha = 1] = parseParts(css.trim()) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return mix(behind, [red, green, blue], alpha);
}

/** From `from` (share 0) to `to` (share 1), in sRGB as CSS's `color-mix(in srgb, ...)`. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return [part(0), part(1), part(2)];
}

/** The contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

export function formatColour(colour: Rgb): string {
  return `rgb(${colour.map((part) => Math.round(part)).join(', ')})`;
}

/** Relative luminance, 0..1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function parseParts(css: string): number[] | undefined {
  const digits = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.exec(css)?.[1];
  if (digits !== undefined) {
    const pairs = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
    return (pairs.match(/../g) ?? []).map((pair, index) => parseInt(pair, 16) / (index === 3 ? 255 : 1));
  }
  const parts = /^rgba?\(([\d.,\s]+)\)$/.exec(css)?.[1]?.split(',').map(Number);
  return parts?.every((part) => Number.isFinite(part)) ? parts : undefined;
}
