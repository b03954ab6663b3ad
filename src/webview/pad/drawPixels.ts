import { imageColumns, imageRows } from '../../core/layers';

/**
 * Draws an image `[28, 28]` into a square of `side` canvas pixels, each of its pixels a block between whole canvas pixels.
 * `colourOf` gives the block's colour, or `undefined` where the paper shows.
 */
export function drawPixels(context: CanvasRenderingContext2D, side: number, colourOf: (index: number) => string | undefined): void {
  const edge = (column: number) => Math.round((column * side) / imageColumns);
  for (let row = 0; row < imageRows; row++) {
    for (let column = 0; column < imageColumns; column++) {
      const colour = colourOf(row * imageColumns + column);
      if (colour === undefined) continue;
      context.fillStyle = colour;
      context.fillRect(edge(column), edge(row), edge(column + 1) - edge(column), edge(row + 1) - edge(row));
    }
  }
}

/** The colour of a share of ink on paper, 0 to 1; nothing where there is none. */
export function inkColour(ink: string, share: number): string | undefined {
  return share > 0 ? `color-mix(in srgb, ${ink} ${(100 * share).toFixed(1)}%, transparent)` : undefined;
}
