import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Intervention } from '../../src/core/configuration';
import type { RunPosition } from '../../src/core/formats/checkpoint';
import type { StateDict } from '../../src/core/stateDict';
import { RunControl } from '../../src/trainer/runControl';
import type { TrainingObserver } from '../../src/trainer/trainingLoop';
import { compileNotebook, describeEngines, fitNotebook } from './enginesForTests';

describeEngines('a run that is steered', (open) => {
  async function train(control: RunControl, observer: Partial<TrainingObserver>, epochs = 2): Promise<StateDict> {
    const model = await compileNotebook(open(), 1);
    await fitNotebook(model, 1, observer, { epochs }, new AbortController().signal, control);
    const stateDict = model.readStateDict();
    model.dispose();
    return stateDict;
  }

  it('learns the same to the bit when it is paused, stepped and watched', async () => {
    const plain = await train(new RunControl('full'), {});
    const control = new RunControl('full');
    const held: RunPosition[] = [];
    const steered = await train(control, {
      // Of multiples of eight, because TensorFlow takes eight of the notebook's steps at once.
      stepsEnded: (_, { epoch, step }) => {
        if (epoch === 0 && step === 96) control.pause();
        if (epoch === 1 && step === 304) control.setPace('watch');
        return undefined;
      },
      held(position) {
        held.push({ epoch: position.epoch, step: position.step });
        // Three batches one by one, then to the end of the epoch, then to the end.
        setImmediate(() => control.resume(held.length < 4 ? 'batch' : held.length === 4 ? 'epoch' : 'end'));
        return Promise.resolve();
      },
    });
    expect(held).toEqual([
      { epoch: 0, step: 96 },
      { epoch: 0, step: 97 },
      { epoch: 0, step: 98 },
      { epoch: 0, step: 99 },
      { epoch: 1, step: 0 },
    ]);
    expect(steered).toEqual(plain);
  });

  it('ends where it is held when the signal comes', async () => {
    const model = await compileNotebook(open(), 1);
    const control = new RunControl('full');
    const controller = new AbortController();
    control.pause();
    const observer = {
      held: () => {
        setImmediate(() => controller.abort());
        return Promise.resolve();
      },
    };
    expect(await fitNotebook(model, 1, observer, {}, controller.signal, control)).toMatchObject({ epoch: 0, step: 0 });
    model.dispose();
  });

  it('takes another learning rate from the step on that it names, and the same again when it is part of the configuration', async () => {
    const control = new RunControl('full');
    const interventions: Intervention[] = [];
    const changed = await train(control, {
      stepsEnded: (_, { epoch, step }) => {
        if (epoch === 0 && step === 200) control.setLearningRate(0.1);
        return undefined;
      },
      intervened: (intervention) => Promise.resolve(void interventions.push(intervention)),
    });
    expect(interventions).toEqual([{ step: 200, field: 'learningRate', value: 0.1 }]);

    const model = await compileNotebook(open(), 1);
    await fitNotebook(model, 1, {}, { epochs: 2, interventions });
    expect(model.readStateDict()).toEqual(changed);
    model.dispose();
    expect(changed).not.toEqual(await train(new RunControl('full'), {}));
  });
});

it('a watched run whose process stood still goes on at its pace', async () => {
  const now = vi.spyOn(performance, 'now');
  onTestFinished(() => now.mockRestore());
  const control = new RunControl('watch');
  const isAtOnce = (step: number) => Promise.race([control.keepPace(step, 10).then(() => true), nextTurn(false)]);
  // At ten steps an epoch, one is due every 100 ms.
  const waits: boolean[] = [];
  for (const [step, ms] of [[0, 0], [1, 0], [1, 60_000], [2, 60_000]] as const) {
    now.mockReturnValue(ms);
    waits.push(!(await isAtOnce(step)));
  }
  expect(waits).toEqual([false, true, false, true]);
});
