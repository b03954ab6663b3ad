import { describe, expect, it } from 'vitest';
import { stepsPerEpoch, totalEpochs } from '../../src/core/configuration';
import { parameterCount } from '../../src/core/layers';
import { plainSgd } from '../../src/core/optimizer';
import { configurationOf } from '../../src/core/recipes';

describe('the recipe notebook', () => {
  const configuration = configurationOf('notebook', 1);

  it('is what the notebook does', () => {
    expect(configuration).toEqual({
      recipe: 'notebook',
      model: 'softmax',
      layers: [{ kind: 'dense', outputs: 10, dropout: 0 }],
      optimizer: { kind: 'sgd', learningRate: 0.001, momentum: 0, nesterov: false, weightDecay: 0 },
      schedule: { kind: 'constant', warmUpEpochs: 0 },
      labelSmoothing: 0,
      augmentation: null,
      batchSize: 128,
      earlyStopping: null,
      rounds: [5, 5, 5, 5],
      validationCount: 10_000,
      seed: 1,
      interventions: [],
    });
  });

  it('has 20 epochs of 391 steps', () => {
    expect([totalEpochs(configuration), stepsPerEpoch(50_000, configuration.batchSize)]).toEqual([20, 391]);
  });

  it('has 7,850 parameters', () => {
    expect(parameterCount(configuration.layers)).toBe(7850);
  });
});

const sgd = (learningRate: number) => ({ ...plainSgd, learningRate });

describe('configurationOf', () => {
  it('replaces the rounds by one of the epochs that are asked for', () => {
    expect(configurationOf('notebook', 1, { epochs: 3 }).rounds).toEqual([3]);
  });

  it.each([
    [{ epochs: 0 }, 'rounds.0 must be a whole number from 1 to 10000, but is 0.'],
    [{ epochs: 1.5 }, 'rounds.0 must be a whole number from 1 to 10000, but is 1.5.'],
    [{ batchSize: 5000 }, 'batchSize must be a whole number from 1 to 4096, but is 5000.'],
    [{ optimizer: sgd(0) }, 'optimizer.learningRate must be a number above 0 and at most 100, but is 0.'],
    [{ optimizer: sgd(-1) }, 'optimizer.learningRate must be a number above 0 and at most 100, but is -1.'],
    [{ optimizer: sgd(NaN) }, 'optimizer.learningRate must be a number above 0 and at most 100, but is NaN.'],
    [{ optimizer: sgd(1e9) }, 'optimizer.learningRate must be a number above 0 and at most 100, but is 1000000000.'],
  ])('refuses %o with its limits', (changes, sentence) => {
    expect(() => configurationOf('notebook', 1, changes)).toThrow(`The configuration of the run: ${sentence}`);
  });

  it.each([-1, 2 ** 32, 0.5])('refuses the seed %d', (seed) => {
    expect(() => configurationOf('notebook', seed)).toThrow('seed must be a whole number from 0 to 4294967295');
  });

  it('refuses an unknown recipe and names those there are', () => {
    expect(() => configurationOf('toString', 1)).toThrow('There is no recipe "toString". Choose one of: notebook, softmax-best, mlp, fast99, cnn-best, people.');
  });
});
