import { learningRateAt, stepsPerEpoch, totalEpochs, type Intervention, type RunConfiguration } from '../core/configuration';
import { stopsEarly } from '../core/earlyStopping';
import type { RunPosition } from '../core/formats/checkpoint';
import type { EpochRecord } from '../core/formats/history';
import { epochStart, type TrainingPoint } from '../core/formats/resumeState';
import { purpose, shuffled } from '../core/random';
import type { Split } from '../core/split';
import { findNonFinite, type StateDict } from '../core/stateDict';
import { UserError } from '../core/userError';
import type { LabelledImages, Model, StepInput, StepResult } from '../engine/engine';
import { evaluateIndices, evaluationRows } from './evaluation';
import type { RunControl } from './runControl';
import type { TimeSlice } from './timeSlice';
import type { TrainingBatches } from './trainingBatches';

export interface TrainingTask {
  readonly configuration: RunConfiguration;
  readonly split: Split;
  /** The whole train file, which the model has too. */
  readonly dataset: LabelledImages;
  readonly batches: TrainingBatches;
  /** Of the epochs before the start, epoch 0 first. */
  readonly history: readonly EpochRecord[];
  /** Where the model is already; absent for one that was not trained yet. */
  readonly start?: TrainingPoint | undefined;
}

/** Hears what happens; where a promise is returned, training waits for it. */
export interface TrainingObserver {
  /** The results of one step or several, the last of which led to the point. */
  stepsEnded(results: readonly StepResult[], point: TrainingPoint): Promise<void> | undefined;
  /** Also hears of epoch 0, the untrained model. */
  epochEnded(record: EpochRecord): Promise<void>;
  /** The run is about to hold at this point. */
  held(point: TrainingPoint): Promise<void>;
  released(): void;
  /** The learning rate is about to change. */
  intervened(intervention: Intervention): Promise<void>;
}

/**
 * Trains the model, epoch by epoch: a seeded shuffle of the training rows, one update a batch, then the validation rows.
 * From whichever point it starts, it takes the steps that follow it as if it had never stopped there. Returns where it
 * ended: after the last epoch, where early stopping ends it, or at the step where the signal came. Throws a `UserError`
 * where the loss or a parameter is no longer a number.
 */
export async function fit(
  model: Model,
  { configuration, split, dataset, batches, history, start }: TrainingTask,
  observer: TrainingObserver,
  control: RunControl,
  slice: TimeSlice,
  signal: AbortSignal,
): Promise<TrainingPoint> {
  const { batchSize, seed, layers } = configuration;
  const interventions = [...configuration.interventions];
  const epochs = totalEpochs(configuration);
  const steps = stepsPerEpoch(split.train.length, batchSize);
  const records = [...history];
  if (!start) await endEpoch(0, null, performance.now());
  const first = start ?? epochStart(0);
  // What is bent for a step lies where the next step's images will.
  const stepsAtOnce = configuration.augmentation ? 1 : model.stepsAtOnce(batchSize);

  for (let epoch = first.epoch; epoch < epochs; epoch++) {
    if (stopsEarly(configuration, records)) return epochStart(epoch);
    const order = shuffled(split.train, seed, purpose.shuffle, epoch);
    const indicesOf = (step: number) => order.subarray(step * batchSize, (step + 1) * batchSize);
    const from = epoch === first.epoch ? first : epochStart(epoch);
    let { lossSum, correct } = from.sums;
    // Moved on by every hold, so that the time since then is the time of training.
    let startedMs = performance.now() - from.sums.seconds * 1000;
    const point = (step: number): TrainingPoint => ({ epoch, step, sums: { lossSum, correct, seconds: (performance.now() - startedMs) / 1000 } });
    const inputOf = (step: number): StepInput => {
      const stepsDone = epoch * steps + step;
      const learningRate = learningRateAt({ ...configuration, interventions }, stepsDone, steps);
      return { ...batches.rows(indicesOf(step), stepsDone, indicesOf(step + 1)), learningRate, step: stepsDone };
    };

    let step = from.step;
    while (step < steps) {
      startedMs += await obeyControl(point(step));
      if (signal.aborted) return point(step);
      const count = Math.min(control.stepsAtOnce(stepsAtOnce), steps - step);
      const results = model.steps(Array.from({ length: count }, (_, index) => inputOf(step + index)));
      for (const result of results) {
        if (!Number.isFinite(result.loss)) throw diverged(`the loss became ${result.loss}`, { epoch, step });
        // The last batch may be short: weighting each batch by its rows gives every image the same weight.
        lossSum += result.loss * indicesOf(step).length;
        correct += result.correct;
        step += 1;
      }
      control.stepped();
      const saving = observer.stepsEnded(results, point(step));
      if (saving) await saving;
      if (slice.isOver()) await slice.next();
    }

    checkFinite(model.readStateDict(), { epoch, step: steps - 1 });
    const training = { loss: lossSum / order.length, accuracy: correct / order.length };
    await endEpoch(epoch + 1, training, startedMs);
  }
  return epochStart(epochs);

  /** What a person asked for since the last step: a pause, a pace, another learning rate. Returns how long the run was held. */
  async function obeyControl(point: TrainingPoint): Promise<number> {
    const before = performance.now();
    const stepsDone = point.epoch * steps + point.step;
    if (control.shouldHold(point)) {
      await observer.held(point);
      await control.resumed(signal);
      observer.released();
    }
    await control.keepPace(stepsDone, steps);
    const value = control.takeLearningRate();
    if (value === undefined) return performance.now() - before;
    const intervention: Intervention = { step: stepsDone, field: 'learningRate', value };
    await observer.intervened(intervention);
    interventions.push(intervention);
    return performance.now() - before;
  }

  async function endEpoch(epoch: number, training: { loss: number; accuracy: number } | null, startedMs: number): Promise<void> {
    const validation = await evaluateIndices(model, split.validation, dataset.labels, evaluationRows(layers), slice);
    const record = {
      epoch,
      trainLoss: training?.loss ?? null,
      trainAccuracy: training?.accuracy ?? null,
      valLoss: validation.loss,
      valAccuracy: validation.accuracy,
      seconds: (performance.now() - startedMs) / 1000,
    };
    records.push(record);
    await observer.epochEnded(record);
  }
}

/** Throws a `UserError` where a parameter is no longer a number: such weights are not saved. */
export function checkFinite(stateDict: StateDict, position: RunPosition): void {
  const broken = findNonFinite(stateDict);
  if (broken) throw diverged(`a value of ${broken.name} is not a finite number`, position);
}

function diverged(what: string, { epoch, step }: RunPosition): UserError {
  return new UserError(
    'diverged',
    `Training stopped in epoch ${epoch + 1} at step ${step + 1}: ${what}. Train again with a smaller learning rate; checkpoints up to epoch ${epoch} are kept.`,
  );
}
