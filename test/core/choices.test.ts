import { describe, expect, test } from 'vitest';
import { noAugmentation } from '../../src/core/augmentation';
import { augmentationChoiceOf, augmentationChoices, describeAugmentation } from '../../src/core/augmentationChoices';
import { chooseOptimizer, optimizerChoiceIds, optimizerChoiceOf, optimizerChoices } from '../../src/core/optimizerChoices';
import { chooseSchedule } from '../../src/core/scheduleChoices';

describe('optimizers', () => {
  test.each(optimizerChoiceIds)('%s is known again', (id) => {
    expect(optimizerChoiceOf(optimizerChoices[id].optimizer)).toBe(id);
  });

  test('the present one keeps its numbers when it is chosen again', () => {
    const present = { ...optimizerChoices.adam.optimizer, learningRate: 0.02 };
    expect(chooseOptimizer('adam', present)).toEqual(present);
    expect(chooseOptimizer('momentum', present)).toEqual({ kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: false, weightDecay: 0 });
  });
});

describe('schedules', () => {
  test('another one keeps the warm-up', () => {
    expect(chooseSchedule('step', { kind: 'cosine', warmUpEpochs: 2 })).toEqual({ kind: 'step', everyEpochs: 5, factor: 0.5, warmUpEpochs: 2 });
  });

  test('one cycle has its own', () => {
    expect(chooseSchedule('oneCycle', { kind: 'cosine', warmUpEpochs: 2 })).toEqual({ kind: 'oneCycle' });
    expect(chooseSchedule('cosine', { kind: 'oneCycle' })).toEqual({ kind: 'cosine', warmUpEpochs: 0 });
  });
});

describe('augmentation', () => {
  test('is known again by its amounts', () => {
    expect(augmentationChoiceOf({ ...augmentationChoices.light })).toBe('light');
    expect(augmentationChoiceOf({ ...augmentationChoices.light, shift: 2 })).toBeUndefined();
    expect(augmentationChoiceOf(null)).toBe('off');
  });

  test('is described by what is not 0', () => {
    expect(describeAugmentation(augmentationChoices.light)).toBe('shift 1 px, rotation 8°, scale 0.08, shear 8°');
    expect(describeAugmentation(noAugmentation)).toBe('none');
  });
});
