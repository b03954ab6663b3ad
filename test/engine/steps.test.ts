import { expect, it } from 'vitest';
import { initialStateDict } from '../../src/core/initialization';
import { models } from '../../src/core/models';
import type { StepInput } from '../../src/engine/engine';
import { describeEveryEngine, type Compile, type Given } from './everyEngine';
import { modelSpec, optimizers, smallCnn } from './modelForTests';
import { randomImages, randomParameters } from './randomInputs';
import { largestDifference } from './stateDictDifference';
import { describeTensorflow, tensorflowEngine } from './tensorflowForTests';

const dataset = randomImages(300, 11);

/** Steps of 16 rows each, at rates that fall. */
function stepsByIndex(count: number): StepInput[] {
  return Array.from({ length: count }, (_, step) => ({
    indices: Int32Array.from({ length: 16 }, (_, row) => (step * 37 + row * 11) % 300),
    learningRate: 0.1 / (step + 1),
    step,
  }));
}

/** Takes the steps with one model in one call, and with another one by one; expects all to be the same. */
function expectSame(compile: Compile, inputs: readonly StepInput[], given: Given = {}): void {
  const [together, alone] = [compile(32, { dataset, ...given }), compile(32, { dataset, ...given })];
  expect(together.steps(inputs)).toEqual(inputs.map((input) => alone.step(input)));
  expect(largestDifference(together.readStateDict(), alone.readStateDict())).toBe(0);
  expect(largestDifference(together.readSlots(), alone.readSlots())).toBe(0);
  for (const model of [together, alone]) model.dispose();
}

describeEveryEngine('steps in one call', (compile) => {
  const parameters = randomParameters(0.1, 2);

  it.each(optimizers)('are those of as many calls, to the bit, with %s', (_, optimizer) => {
    expectSame(compile, stepsByIndex(8), { parameters, optimizer });
    expectSame(compile, stepsByIndex(8), { parameters, optimizer: { ...optimizer, weightDecay: 0.3 }, loss: { labelSmoothing: 0.2 } });
  });

  it.each([0, 1, 5, 9])('may be %i', (count) => {
    expectSame(compile, stepsByIndex(count), { parameters });
  });

  it('may have a short last batch', () => {
    const inputs = stepsByIndex(8);
    expectSame(compile, [...inputs.slice(0, 7), { indices: Int32Array.of(5, 299), learningRate: 0.1, step: 7 }], { parameters });
  });

  it('may be given as bytes', () => {
    const inputs = Array.from({ length: 8 }, (_, step) => ({ ...randomImages(16, step), learningRate: 0.1, step }));
    expectSame(compile, inputs, { parameters });
  });

  it('may be of a network with hidden layers', () => {
    expectSame(compile, stepsByIndex(8), { layers: smallCnn, parameters: initialStateDict(smallCnn, 1) });
  });

  it.each([
    ['an index that is not there', { indices: Int32Array.of(300), learningRate: 0.1, step: 7 }, 'Index 300'],
    ['a rate that is no number', { indices: new Int32Array(16), learningRate: NaN, step: 7 }, 'The learning rate is NaN'],
  ])('are refused with %s', (_, last, message) => {
    expect(() => compile(32, { dataset }).steps([...stepsByIndex(7), last])).toThrow(message);
  });
});

describeTensorflow('the steps that TensorFlow takes at once', () => {
  it.each([
    ['a model without hidden layers', 8, { dataset }, 512],
    ['one without a dataset', 1, {}, 512],
    ['one with a hidden layer', 1, { dataset, layers: models.mlp.layers }, 512],
    ['large batches', 1, { dataset }, 513],
  ])('of %s are %i', (_, expected, given, rows) => {
    expect(tensorflowEngine().compile(modelSpec(16, given)).stepsAtOnce(rows)).toBe(expected);
  });

  it('are one where the rows of a batch are cut into shards', () => {
    expect(tensorflowEngine(2).compile(modelSpec(16, { dataset })).stepsAtOnce(16)).toBe(1);
  });
});
