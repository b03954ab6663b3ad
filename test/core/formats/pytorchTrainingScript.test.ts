import { describe, expect, it } from 'vitest';
import { formatOptimizer } from '../../../src/core/formats/pytorchOptimizer';
import { formatTrainingScript } from '../../../src/core/formats/pytorchTrainingScript';
import { configurationOf } from '../../../src/core/recipes';

describe('formatTrainingScript', () => {
  it('has the configuration at its head', () => {
    expect(formatTrainingScript(configurationOf('notebook', 7))).toContain(`
SEED = 7
VALIDATION_COUNT = 10000
BATCH_SIZE = 128
EPOCHS = 5 + 5 + 5 + 5
LEARNING_RATE = 0.001
`);
  });

  it('repeats what was changed during the run', () => {
    const interventions = [
      { step: 391, field: 'learningRate', value: 0.01 },
      { step: 782, field: 'learningRate', value: 1e-7 },
      { step: 782, field: 'learningRate', value: 0.5 },
    ] as const;
    expect(formatTrainingScript({ ...configurationOf('notebook', 1), interventions: [...interventions] })).toContain('\nLEARNING_RATE_CHANGES = {391: 0.01, 782: 0.5}\n');
  });

  it('holds nothing of a run that could be more than a number', () => {
    expect(formatTrainingScript({ ...configurationOf('notebook', 1), recipe: '"""\nimport os', model: '"""' })).not.toContain('import os');
  });
});

describe('formatOptimizer', () => {
  it.each([
    [{ kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0 }, 'torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)'],
    [{ kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 0 }, 'torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=0.9)'],
    [{ kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0 }, 'torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=0.9, nesterov=True)'],
    [{ kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }, 'torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)'],
    [{ kind: 'adam', learningRate: 0.1, beta1: 0.5, beta2: 0.999, epsilon: 1e-7, weightDecay: 0 }, 'torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, betas=(0.5, 0.999), eps=1e-7)'],
    [{ kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0.0005 }, 'torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, weight_decay=0.0005)'],
    [{ kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }, 'torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, weight_decay=0.01)'],
    [{ kind: 'adamw', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }, 'torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE)'],
    [{ kind: 'adamw', learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0 }, 'torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.99), weight_decay=0)'],
  ] as const)('%j', (optimizer, line) => {
    expect(formatOptimizer(optimizer)).toBe(line);
  });
});
