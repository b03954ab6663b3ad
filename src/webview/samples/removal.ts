import type { Caller } from './caller';
import type { Inspection } from './inspecting';

/** Removes a digit of the user's. What is returned brings it back, as the last one, and returns its index. */
export async function removeDigit(caller: Caller, { index, label, image }: Inspection): Promise<() => Promise<number>> {
  const { strokes } = await caller.call('digitStrokes', { index });
  await caller.call('removeDigit', { index });
  return async () => (await caller.call('addDigit', { strokes, image, label })).index;
}
