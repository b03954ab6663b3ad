import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collectGarbage } from '../../src/trainer/collectGarbage';

it('frees a WebAssembly memory that nothing holds', async () => {
  const memory = new WeakRef(new WebAssembly.Memory({ initial: 1, maximum: 1 }));
  // What a WeakRef was made of is held until the turn ends.
  await nextTurn();
  collectGarbage();
  expect(memory.deref()).toBeUndefined();
});
