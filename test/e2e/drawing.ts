import type { Locator, Page } from 'playwright-core';

/** A stroke's corners, in shares of the pad's side, x to the right and y down. */
type Line = readonly (readonly [x: number, y: number])[];

/** Digits that are easily read, each as its strokes. */
export const digitStrokes: Readonly<Record<'one' | 'seven' | 'zero', readonly Line[]>> = {
  one: [[[0.5, 0.2], [0.5, 0.8]]],
  seven: [[[0.3, 0.2], [0.7, 0.2], [0.45, 0.85]]],
  zero: [Array.from({ length: 25 }, (_, index) => [0.5 + 0.2 * Math.sin((index * Math.PI) / 12), 0.5 - 0.3 * Math.cos((index * Math.PI) / 12)] as const)],
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
