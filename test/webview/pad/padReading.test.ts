import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PadReading } from '../../../src/webview/pad/padReading';
import type { LabStore } from '../../../src/webview/store/labStore';
import { idleLab, runSnapshot } from '../sidebar/labStates';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pad's reading beside a run that has done `step` steps; which images were asked for, each by its first byte. */
function setUp() {
  const asked: (number | undefined)[] = [];
  const stateAt = (step: number) => ({ ...idleLab, run: runSnapshot({ phase: 'training', epoch: 0, step }), weights: { kind: 'live' as const } });
  const store = {
    state: stateAt(1),
    client: {
      call: (_name: 'read', { image }: { image: Uint8Array }) => {
        asked.push(image[0]);
        return Promise.resolve(null);
      },
    },
  };
  const host = { store: store as unknown as LabStore, addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined, updateComplete: Promise.resolve(true) };
  const reading = new PadReading(host);
  reading.hostUpdate();
  return {
    asked,
    show: (byte: number) => reading.show(Uint8Array.of(byte)),
    trainTo: (step: number) => {
      store.state = stateAt(step);
      reading.hostUpdate();
    },
  };
}

it('asks for every image at once, and again when the weights moved on and the image rests', () => {
  const { asked, show, trainTo } = setUp();
  show(1);
  show(2);
  expect(asked).toEqual([1, 2]);
  vi.advanceTimersByTime(100);
  trainTo(2);
  expect(asked).toEqual([1, 2, 2]);
});

it('does not ask again while something is drawn, but when that has rested', () => {
  const { asked, show, trainTo } = setUp();
  show(1);
  trainTo(2);
  vi.advanceTimersByTime(99);
  expect(asked).toEqual([1]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual([1, 1]);
});

it('does not ask again where the next image was read by the newest weights', () => {
  const { asked, show, trainTo } = setUp();
  show(1);
  trainTo(2);
  vi.advanceTimersByTime(50);
  show(2);
  vi.advanceTimersByTime(1000);
  expect(asked).toEqual([1, 2]);
});
