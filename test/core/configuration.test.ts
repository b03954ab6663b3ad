import { describe, expect, it } from 'vitest';
import { continueConfiguration, learningRateAt, parseRunConfiguration } from '../../src/core/configuration';
import { plainSgd } from '../../src/core/optimizer';
import { configurationOf } from '../../src/core/recipes';

const configuration = configurationOf('notebook', 1, { epochs: 5, optimizer: { ...plainSgd, learningRate: 0.5 } });

describe('continueConfiguration', () => {
  it('adds a round', () => {
    expect(continueConfiguration(configuration, { epochs: 3 }, 1955)).toEqual({ ...configuration, rounds: [5, 3] });
  });

  it('changes the learning rate from the step on', () => {
    const changed = continueConfiguration(configuration, { learningRate: 0.25 }, 1955);
    expect([1954, 1955].map((step) => learningRateAt(changed, step, 391))).toEqual([0.5, 0.25]);
  });

  it('knows the learning rate that was changed before', () => {
    const once = continueConfiguration(configuration, { learningRate: 0.25 }, 100);
    expect(continueConfiguration(once, { learningRate: 0.25 }, 200)).toEqual(once);
    expect(continueConfiguration(once, { learningRate: 0.5 }, 200).interventions.map(({ value }) => value)).toEqual([0.25, 0.5]);
  });

  it('changes nothing of a run that is only resumed', () => {
    expect(continueConfiguration(configuration, {}, 100)).toEqual(configuration);
  });
});

describe('parseRunConfiguration', () => {
  it('takes a batch of all images that are left to learn from', () => {
    expect(parseRunConfiguration({ ...configuration, validationCount: 59_000, batchSize: 1000 }, 'It').batchSize).toBe(1000);
  });

  it('refuses a larger batch', () => {
    expect(() => parseRunConfiguration({ ...configuration, validationCount: 59_000, batchSize: 1001 }, 'It')).toThrow(
      'It: batchSize must be at most 1000, the images that are left to learn from, but is 1001.',
    );
  });
});
