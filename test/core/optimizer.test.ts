import { describe, expect, it } from 'vitest';
import { parseRunConfiguration } from '../../src/core/configuration';
import { models } from '../../src/core/models';
import { correctedAdam, describeOptimizer, plainSgd, slotSpecs } from '../../src/core/optimizer';
import { configurationOf } from '../../src/core/recipes';

const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
const momentum = { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 } as const;

function parseOptimizer(optimizer: unknown): unknown {
  return parseRunConfiguration({ ...configurationOf('notebook', 1), optimizer }, 'The configuration').optimizer;
}

describe('the optimizer of a configuration', () => {
  it.each([
    [
      { kind: 'sgd', learningRate: 0.1 },
      { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0 },
    ],
    [
      { kind: 'adam', learningRate: 0.001 },
      { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    ],
  ])('%o has the defaults of PyTorch', (given, expected) => {
    expect(parseOptimizer(given)).toEqual(expected);
  });

  it.each([
    [{ kind: 'rmsprop', learningRate: 0.1 }, 'optimizer.kind must be "sgd", "adam" or "adamw", but is "rmsprop".'],
    [{ kind: 'sgd', learningRate: 0.1, momentum: 1 }, 'optimizer.momentum must be a number from 0 to 0.99999, but is 1.'],
    [{ kind: 'sgd', learningRate: 0.1, momentum: -0.1 }, 'optimizer.momentum must be a number from 0 to 0.99999, but is -0.1.'],
    [{ kind: 'sgd', learningRate: 0.1, nesterov: true }, 'optimizer.nesterov must be false without momentum, but is true.'],
    [{ kind: 'adam', learningRate: 0 }, 'optimizer.learningRate must be a number above 0 and at most 100, but is 0.'],
    [{ kind: 'adam', learningRate: 0.1, beta1: NaN }, 'optimizer.beta1 must be a number from 0 to 0.99999, but is NaN.'],
    [{ kind: 'adam', learningRate: 0.1, beta2: 1 }, 'optimizer.beta2 must be a number from 0 to 0.99999, but is 1.'],
    [{ kind: 'adam', learningRate: 0.1, epsilon: 0 }, 'optimizer.epsilon must be a number from 1e-12 to 1, but is 0.'],
  ])('%o is refused with its limits', (optimizer, sentence) => {
    expect(() => parseOptimizer(optimizer)).toThrow(`The configuration: ${sentence}`);
  });
});

describe('slotSpecs', () => {
  const { layers } = models.softmax;

  it('has none for plain SGD', () => {
    expect(slotSpecs(plainSgd, layers)).toEqual([]);
  });

  it('has one a parameter for momentum', () => {
    expect(slotSpecs(momentum, layers)).toEqual([
      { name: 'linear.weight.momentum_buffer', shape: [10, 784] },
      { name: 'linear.bias.momentum_buffer', shape: [10] },
    ]);
  });

  it('has two a parameter for Adam', () => {
    expect(slotSpecs(adam, layers)).toEqual([
      { name: 'linear.weight.exp_avg', shape: [10, 784] },
      { name: 'linear.weight.exp_avg_sq', shape: [10, 784] },
      { name: 'linear.bias.exp_avg', shape: [10] },
      { name: 'linear.bias.exp_avg_sq', shape: [10] },
    ]);
  });
});

describe('correctedAdam', () => {
  // Betas whose powers are exact: 1 - 0.5 = 0.5 and √(1 - 0.75) = 0.5 at the first step, 1 - 0.25 = 0.75 and
  // √(1 - 0.5625) = √0.4375 = 0.6614378 at the second.
  const exact = { kind: 'adam', beta1: 0.5, beta2: 0.75, epsilon: 0.01, weightDecay: 0 } as const;

  it('corrects the first step', () => {
    expect(correctedAdam(exact, 0.1, 0)).toEqual({ rate: 0.1, epsilon: 0.005 });
  });

  it('corrects the second step', () => {
    const { rate, epsilon } = correctedAdam(exact, 0.1, 1);
    expect([rate.toFixed(7), epsilon.toFixed(9)]).toEqual(['0.0881917', '0.006614378']);
  });

  it('leaves a late step as it is', () => {
    expect(correctedAdam(adam, 0.1, 100_000)).toEqual({ rate: 0.1, epsilon: 1e-8 });
  });

  it('takes beta2 as the 32-bit float that engines compute with', () => {
    // 0.999 is 0.99900001287 there, and √(1 - 0.99900001287) = 0.0316225730; with 64 bits it would be 0.0316227766.
    expect(correctedAdam({ ...adam, epsilon: 1 }, 0.1, 0).epsilon.toFixed(10)).toBe('0.0316225730');
  });
});

describe('describeOptimizer', () => {
  it.each([
    [{ ...plainSgd, learningRate: 0.001 }, 'SGD 0.001'],
    [{ ...momentum, learningRate: 0.1 }, 'SGD 0.1, momentum 0.9'],
    [{ ...momentum, nesterov: true, learningRate: 0.1 }, 'SGD 0.1, Nesterov momentum 0.9'],
    [{ ...adam, learningRate: 0.001 }, 'Adam 0.001'],
  ])('%o is "%s"', (optimizer, expected) => {
    expect(describeOptimizer(optimizer)).toBe(expected);
  });
});
