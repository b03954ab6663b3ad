import { describe, expect, test } from 'vitest';
import { median, summarise } from '../../bench/summary.mjs';

/** A contender whose epochs take the given CPU milliseconds, one more on the clock, and end with the given losses. */
function contender(id: string, cpuMs: number[], losses = cpuMs.map(() => 2)) {
  const epochs = cpuMs.map((ms, epoch) => ({ cpuMs: ms, wallMs: ms + 1, loss: losses[epoch] ?? 2 }));
  return { id, name: `the ${id}`, description: 'fake', epochs };
}

test('median: the middle of an odd count, the mean of the two in the middle of an even one', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

describe('summarise', () => {
  test('leaves the warm-up out of the times', () => {
    const { contenders } = summarise([contender('c', [900, 40, 60, 50])], 1);
    expect(contenders[0]).toMatchObject({ medianCpuMs: 50, minCpuMs: 40, medianWallMs: 51 });
  });

  test('divides medians by those of the C loop and of PyTorch', () => {
    const { contenders } = summarise([contender('c', [50]), contender('pytorch', [200]), contender('wasm', [60])], 0);
    expect(contenders[2]).toMatchObject({ ratioToC: 1.2, ratioToPytorch: 0.3 });
  });

  test('a target holds at its limit and not above', () => {
    const { targets } = summarise([contender('c', [100]), contender('wasm', [125]), contender('tensorflow', [126])], 0);
    expect(targets.map(({ id, ratio, holds }) => [id, ratio, holds])).toEqual([
      ['wasm', 1.25, true],
      ['tensorflow', 1.26, false],
      ['c', null, null],
    ]);
  });

  test('compares the losses of the last epoch', () => {
    const { losses } = summarise([contender('c', [1, 1], [2, 1.75]), contender('wasm', [1, 1], [2, 1.5])], 1);
    expect(losses).toEqual({ epoch: 2, difference: 0.25, agree: false });
  });

  test('losses 0.04 apart agree: the seeds differ', () => {
    const { losses } = summarise([contender('c', [1], [1.94]), contender('wasm', [1], [1.9])], 0);
    expect(losses.agree).toBe(true);
  });

  test('a loss that is not a number agrees with nothing', () => {
    const { losses } = summarise([contender('c', [1], [2]), contender('wasm', [1], [NaN])], 0);
    expect(losses.agree).toBe(false);
  });
});
