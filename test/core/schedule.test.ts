import { describe, expect, it } from 'vitest';
import { learningRateAt } from '../../src/core/configuration';
import { plainSgd } from '../../src/core/optimizer';
import { configurationOf } from '../../src/core/recipes';
import { scheduleFactor, type Schedule } from '../../src/core/schedule';

function factors(schedule: Schedule, steps: readonly number[], { roundSteps = 10, stepsPerEpoch = 5 } = {}): number[] {
  return steps.map((step) => scheduleFactor(schedule, { step, roundSteps, stepsPerEpoch }));
}

describe('a schedule', () => {
  it('constant is 1 throughout', () => {
    expect(factors({ kind: 'constant', warmUpEpochs: 0 }, [0, 5, 9])).toEqual([1, 1, 1]);
  });

  it('step is multiplied after every so many epochs', () => {
    expect(factors({ kind: 'step', everyEpochs: 2, factor: 0.5, warmUpEpochs: 0 }, [0, 9, 10, 19, 20], { roundSteps: 25 })).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });

  it('cosine is half down in the middle', () => {
    const [first = 0, middle = 0, late = 0] = factors({ kind: 'cosine', warmUpEpochs: 0 }, [0, 5, 9]);
    expect(first).toBe(1);
    expect(middle).toBeCloseTo(0.5, 12);
    // (1 + cos(0.9 π)) / 2
    expect(late).toBeCloseTo(0.024471741852423234, 12);
  });

  it('a warm-up rises in equal steps, before which nothing else begins', () => {
    const warm = factors({ kind: 'cosine', warmUpEpochs: 1 }, [0, 1, 2, 3, 4, 5], { roundSteps: 15 });
    [1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1].forEach((factor, step) => expect(warm[step]).toBeCloseTo(factor, 12));
  });

  it('a warm-up longer than the round is as long as it', () => {
    expect(factors({ kind: 'constant', warmUpEpochs: 100 }, [0, 9])).toEqual([1 / 11, 10 / 11]);
  });

  // OneCycleLR(optimizer, max_lr=1, total_steps=20) of PyTorch 2.15, its get_last_lr() before steps 0, 3, 5, 6, 12 and 19.
  it('one cycle is that of PyTorch', () => {
    const found = factors({ kind: 'oneCycle' }, [0, 3, 5, 6, 12, 19], { roundSteps: 20 });
    [0.04, 0.6683281572999747, 1, 0.9874640062350873, 0.500002, 4e-6].forEach((factor, index) => expect(found[index]).toBeCloseTo(factor, 9));
  });

  it('begins anew with each round', () => {
    const configuration = { ...configurationOf('notebook', 1, { optimizer: { ...plainSgd, learningRate: 2 } }), rounds: [1, 2], schedule: { kind: 'cosine', warmUpEpochs: 0 } } as const;
    const rates = [0, 4, 5, 10, 14].map((step) => learningRateAt({ ...configuration, rounds: [...configuration.rounds] }, step, 5));
    // 1 + cos(π s / n) for step s of a round of n.
    [2, 1 + Math.cos(0.8 * Math.PI), 2, 1, 1 + Math.cos(0.9 * Math.PI)].forEach((rate, index) => expect(rates[index]).toBeCloseTo(rate, 12));
  });

  it('moves a learning rate that was changed on the way', () => {
    const configuration = { ...configurationOf('notebook', 1, { epochs: 2, optimizer: { ...plainSgd, learningRate: 1 } }), interventions: [{ step: 5, field: 'learningRate', value: 4 }] } as const;
    const changed = { ...configuration, interventions: [...configuration.interventions], schedule: { kind: 'step', everyEpochs: 1, factor: 0.5, warmUpEpochs: 0 } as const };
    expect([4, 5].map((step) => learningRateAt(changed, step, 5))).toEqual([1, 2]);
  });
});
