import type { Locator, Page } from 'playwright-core';

/** A stroke's corners, in shares of the pad's side, x to the right and y down. */
type Line = readonly (readonly [x: number, y: number])[];

/** A piece of an ellipse, from one angle to another in degrees, clockwise from the right. */
function arc(middle: readonly [x: number, y: number], radius: readonly [x: number, y: number], from: number, to: number): Line {
  return Array.from({ length: 17 }, (_, index) => {
    const angle = ((from + ((to - from) * index) / 16) * Math.PI) / 180;
    return [middle[0] + radius[0] * Math.cos(angle), middle[1] + radius[1] * Math.sin(angle)] as const;
  });
}

/** Digits that are easily read, each as its strokes. */
export const digitStrokes: Readonly<Record<'zero' | 'one' | 'three' | 'five' | 'seven', readonly Line[]>> = {
  one: [[[0.5, 0.2], [0.5, 0.8]]],
  seven: [[[0.3, 0.2], [0.7, 0.2], [0.45, 0.85]]],
  three: [[...arc([0.48, 0.33], [0.19, 0.15], -150, 90), ...arc([0.48, 0.66], [0.23, 0.18], -90, 150)]],
  five: [[[0.68, 0.16], [0.38, 0.17], [0.34, 0.46], ...arc([0.48, 0.62], [0.22, 0.2], -130, 150)]],
  zero: [arc([0.5, 0.5], [0.2, 0.3], -90, 270)],
};

/** Draws on a pad with the mouse. */
export async function drawWithMouse(page: Page, pad: Locator, strokes: readonly Line[]): Promise<void> {
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('The pad is not in sight.');
  for (const stroke of strokes) {
    const places = stroke.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
    const [first, ...rest] = places;
    if (!first) continue;
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...place, { steps: 6 });
    await page.mouse.up();
  }
}
