import { keptState } from '../store/vscodeApi';
import { emptyDrawing, keepContent, keptDrawingSchema, restoreContent } from './keptDrawing';
import type { Pad } from './pad';

const kept = keptState('drawing', keptDrawingSchema, emptyDrawing);

/** Puts onto a new pad what the page's last one had, and from then on keeps what is on it. */
export function keepPad(pad: Pad): void {
  pad.restore(restoreContent(kept.read()));
  pad.addEventListener('strokes-changed', () => {
    // A stroke that is still being drawn grows many times a second.
    if (!pad.isPointerDown) kept.write(keepContent(pad.content));
  });
}
