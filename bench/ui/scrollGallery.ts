import type { Frame } from 'playwright-core';
import { waitFor } from '../../test/e2e/waitFor';

const scrollMs = 10_000;

/**
 * Scrolls the gallery of the tab Samples from its first row to its last within ten seconds, evenly, a piece a frame. It is
 * set by script, since a wheel's way is a matter of the system; what the gallery has to do is the same.
 */
export async function scrollGallery(lab: Frame): Promise<void> {
  const scroller = lab.locator('mnist-samples-tab mnist-gallery .scroller');
  const rows = () => scroller.evaluate((element) => (element.scrollHeight > 10 * element.clientHeight ? true : undefined));
  await waitFor(rows, { what: 'the images of the gallery' });
  await scroller.evaluate(async (element, totalMs) => {
    const startMs = performance.now();
    for (let share = 0; share < 1; ) {
      const nowMs = await new Promise(requestAnimationFrame);
      share = Math.min(1, Math.max(0, nowMs - startMs) / totalMs);
      element.scrollTop = share * (element.scrollHeight - element.clientHeight);
    }
  }, scrollMs);
}
