import { expect, it } from 'vitest';
import { noAugmentation, type Augmentation } from '../../src/core/augmentation';
import type { EpochRecord } from '../../src/core/formats/history';
import { epochStart } from '../../src/core/formats/resumeState';
import { plainSgd } from '../../src/core/optimizer';
import type { StateDict } from '../../src/core/stateDict';
import type { TrainingObserver } from '../../src/trainer/trainingLoop';
import { compileNotebook, describeEngines, fitNotebook } from './enginesForTests';

describeEngines('the training loop', (open) => {
  it('takes 391 steps an epoch and says where it is', async () => {
    const model = await compileNotebook(open(), 1);
    const steps = [0, 0];
    const ends: number[] = [];
    const stepsEnded: TrainingObserver['stepsEnded'] = ({ length }, { epoch, step }) => {
      steps[epoch] = (steps[epoch] ?? 0) + length;
      // Nothing is left out, and nothing told twice.
      expect(step).toBe(steps[epoch]);
      if (step === 391) ends.push(epoch);
      return undefined;
    };
    const end = await fitNotebook(model, 1, { stepsEnded }, { epochs: 2 });
    expect([steps, ends]).toEqual([[391, 391], [0, 1]]);
    expect(end).toEqual(epochStart(2));
    model.dispose();
  });

  it('weights the short last batch by its images in the mean of an epoch', async () => {
    const model = await compileNotebook(open(), 1);
    const losses: number[] = [];
    const records: EpochRecord[] = [];
    await fitNotebook(
      model,
      1,
      { stepsEnded: (results) => void losses.push(...results.map(({ loss }) => loss)), epochEnded: (record) => Promise.resolve(void records.push(record)) },
      { epochs: 1 },
    );
    // 390 batches of 128 and one of 80 make 50,000.
    const weighted = losses.reduce((sum, loss, step) => sum + loss * (step < 390 ? 128 : 80), 0) / 50_000;
    expect(records[1]?.trainLoss).toBeCloseTo(weighted, 10);
    model.dispose();
  });

  it('gives the same weights for the same seed, to the bit', async () => {
    const train = async (): Promise<StateDict> => {
      const model = await compileNotebook(open(), 3);
      await fitNotebook(model, 3, {}, { epochs: 1 });
      const stateDict = model.readStateDict();
      model.dispose();
      return stateDict;
    };
    expect(await train()).toEqual(await train());
  });

  it('shows bent images to the steps, and the images themselves to the validation', async () => {
    const train = async (augmentation: Augmentation | null): Promise<EpochRecord[]> => {
      const model = await compileNotebook(open(), 1);
      const records: EpochRecord[] = [];
      await fitNotebook(model, 1, { epochEnded: (record) => Promise.resolve(void records.push({ ...record, seconds: 0 })) }, { epochs: 1, augmentation });
      model.dispose();
      return records;
    };
    const [plain, unbent, bent] = [await train(null), await train(noAugmentation), await train({ ...noAugmentation, shift: 4 })];
    expect(unbent).toEqual(plain);
    expect(bent[0]).toEqual(plain[0]);
    expect(bent[1]?.trainLoss).toBeGreaterThan((plain[1]?.trainLoss ?? 0) + 0.05);
  });

  it('ends where early stopping says so', async () => {
    const model = await compileNotebook(open(), 1);
    // At a learning rate so small nothing is bettered, so that epoch 0 stays the best.
    const optimizer = { ...plainSgd, learningRate: 1e-12 };
    const end = await fitNotebook(model, 1, {}, { epochs: 9, optimizer, earlyStopping: { patience: 2 } });
    expect(end).toEqual(epochStart(2));
    model.dispose();
  });

  it('stops at the step where it is told to', async () => {
    const model = await compileNotebook(open(), 1);
    const controller = new AbortController();
    let steps = 0;
    // TensorFlow takes eight of the notebook's steps at once.
    const stepsEnded: TrainingObserver['stepsEnded'] = ({ length }, { epoch, step }) => {
      steps += length;
      if (epoch === 1 && step === 8) controller.abort();
      return undefined;
    };
    const end = await fitNotebook(model, 1, { stepsEnded }, {}, controller.signal);
    expect(end).toMatchObject({ epoch: 1, step: 8 });
    expect(steps).toBe(399);
    model.dispose();
  });

  it('stops with a sentence when the loss is no longer a number', async () => {
    const model = await compileNotebook(open(), 1);
    const huge = new Map([...model.readStateDict()].map(([name, { shape, data }]) => [name, { shape, data: data.map((value) => value * 9e39) }]));
    model.writeStateDict(huge);
    await expect(fitNotebook(model, 1, {}, { epochs: 1 })).rejects.toThrow(/^Training stopped in epoch 1 at step \d+: the loss became NaN\. Train again with a smaller learning rate; checkpoints up to epoch 0 are kept\.$/);
    model.dispose();
  });

  it('uses as much memory after ten epochs as after two', async () => {
    const model = await compileNotebook(open(), 1);
    const uses: unknown[] = [];
    await fitNotebook(model, 1, { epochEnded: () => Promise.resolve(void uses.push(model.memory())) }, { epochs: 10 });
    expect(uses[10]).toEqual(uses[2]);
    model.dispose();
  });
});
