import type { CDPSession, Frame, JSHandle, Page } from 'playwright-core';
import type { Latency } from './pageClock';
import type { ReadingRecorder } from './readingRecorder';

/** Readings of a drawing and empty calls, measured in turns, so that what else the machine does hits both alike. */
export interface Latencies {
  readonly readings: readonly Latency[];
  readonly emptyCalls: readonly Latency[];
}

const movesPerStroke = 8;
const strokesPerDrawing = 5;

/**
 * Draws `count` strokes on the tab Draw, which has to be in sight, and after the last movement of each waits for its
 * reading, and for an empty call. The pointer is the browser's own, so that its events come as those of a hand do: when a
 * frame begins, and while earlier ones are still being answered.
 */
export async function measureReadings(page: Page, lab: Frame, recorder: JSHandle<ReadingRecorder>, count: number): Promise<Latencies> {
  const pad = lab.locator('mnist-draw-tab mnist-pad');
  const box = await pad.locator('canvas').boundingBox();
  if (!box) throw new Error('The pad is not in sight.');
  const pointer = await page.context().newCDPSession(page);
  const send = (type: PointerEventType, x: number, y: number) => sendPointer(pointer, type, box.x + x * box.width, box.y + y * box.height);
  const readings: Latency[] = [];
  const emptyCalls: Latency[] = [];
  for (let stroke = 0; stroke < count; stroke++) {
    const row = stroke % strokesPerDrawing;
    if (row === 0) await pad.locator('.pad').press('Delete');
    const top = 0.15 + 0.12 * row;
    await send('mousePressed', 0.2, top);
    // Not straight: all straight lines of one direction are the same image, which is not read again.
    const place = (move: number) => [0.2 + 0.07 * move, top + (move % 2) * 0.08] as const;
    const draw = (move: number) => send('mouseMoved', ...place(move));
    for (let move = 1; move < movesPerStroke; move++) await draw(move);
    await recorder.evaluate((measure) => measure.expectReading());
    await draw(movesPerStroke);
    readings.push(await recorder.evaluate((measure) => measure.reading()));
    await send('mouseReleased', ...place(movesPerStroke));
    emptyCalls.push(await recorder.evaluate((measure) => measure.emptyCall()));
  }
  await pointer.detach();
  return { readings, emptyCalls };
}

type PointerEventType = 'mousePressed' | 'mouseMoved' | 'mouseReleased';

/** Not by Playwright's mouse: with a button down, it runs a script in every page before and after each movement, to notice a drag. */
async function sendPointer(pointer: CDPSession, type: PointerEventType, x: number, y: number): Promise<void> {
  await pointer.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: type === 'mouseMoved' ? 0 : 1 });
}
