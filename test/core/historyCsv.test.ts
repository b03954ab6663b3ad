import { describe, expect, it } from 'vitest';
import { formatHistoryCsv, formatStepRows, formatStepsHeader } from '../../src/core/formats/historyCsv';
import { configurationOf } from '../../src/core/recipes';

const notebook = { configuration: configurationOf('notebook', 1), stepsPerEpoch: 391 };
const untrained = { epoch: 0, trainLoss: null, trainAccuracy: null, valLoss: 2.3412, valAccuracy: 0.088, seconds: 0.05 };
const first = { epoch: 1, trainLoss: 2.1, trainAccuracy: 0.5, valLoss: 1.9208, valAccuracy: 0.6665, seconds: 0.125 };

/** Buckets whose three values are one: what every step by itself is. */
function stepsOf(losses: readonly number[], accuracies: readonly number[]) {
  const values = (of: readonly number[]) => ({ mean: Float32Array.from(of), minimum: Float32Array.from(of), maximum: Float32Array.from(of) });
  return { loss: values(losses), accuracy: values(accuracies) };
}

describe('formatHistoryCsv', () => {
  it('has a line an epoch, with nothing where the untrained model has nothing', () => {
    expect(formatHistoryCsv([untrained, first], notebook)).toBe(
      'epoch,train_loss,train_accuracy,val_loss,val_accuracy,seconds,learning_rate\r\n0,,,2.3412,0.088,0.05,\r\n1,2.1,0.5,1.9208,0.6665,0.125,0.001\r\n',
    );
  });

  it("names the learning rate of the epoch's last step", () => {
    const configuration = { ...notebook.configuration, interventions: [{ step: 390, field: 'learningRate' as const, value: 0.01 }] };
    expect(formatHistoryCsv([first], { ...notebook, configuration }).split('\r\n')[1]).toBe('1,2.1,0.5,1.9208,0.6665,0.125,0.01');
  });
});

describe('formatStepRows', () => {
  it('names the columns', () => {
    expect(formatStepsHeader()).toBe('step,steps,epoch,learning_rate,loss,loss_min,loss_max,accuracy,accuracy_min,accuracy_max\r\n');
  });

  it('counts steps and epochs from 1 and the learning rate by step', () => {
    const configuration = { ...notebook.configuration, interventions: [{ step: 391, field: 'learningRate' as const, value: 0.01 }] };
    expect(formatStepRows({ first: 390, stride: 1, ...stepsOf([2.25, 0.1], [0.5, 0.75]) }, 2, { ...notebook, configuration })).toBe(
      '391,1,1,0.001,2.25,2.25,2.25,0.5,0.5,0.5\r\n392,1,2,0.01,0.1,0.1,0.1,0.75,0.75,0.75\r\n',
    );
  });

  it('says how many steps the last bucket holds', () => {
    const lines = formatStepRows({ first: 0, stride: 4, ...stepsOf([2, 1], [0.5, 1]) }, 5, notebook).split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['1,4,1,0.001,2,2,2,0.5,0.5,0.5', '5,1,1,0.001,1,1,1,1,1,1']);
  });
});
