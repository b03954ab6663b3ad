import { learningRateAt, stepsPerEpoch, totalEpochs, type Intervention, type RunConfiguration } from '../core/configuration';
import type { RunPosition } from '../core/formats/checkpoint';
import type { EpochRecord } from '../core/formats/history';
import { purpose, shuffled } from '../core/random';
import type { Split } from '../core/split';
import { findNonFinite } from '../core/stateDict';
import { UserError } from '../core/userError';
import type { Model, StepResult } from '../engine/engine';
import { evaluateIndices } from './evaluation';
import type { RunControl } from './runControl';
import type { TimeSlice } from './timeSlice';

export interface TrainingTask {
  readonly configuration: RunConfiguration;
  readonly split: Split;
  /** Labels of the whole train file, by row. */
  readonly labels: Uint8Array;
}

/** Hears what happens; where a promise is returned, training waits for it. */
export interface TrainingObserver {
  stepEnded(result: StepResult, position: RunPosition): void;
  /** Also hears of epoch 0, the untrained model. */
  epochEnded(record: EpochRecord): Promise<void>;
  /** The run is about to hold at this position. */
  held(position: RunPosition): Promise<void>;
  released(): void;
  /** The learning rate is about to change. */
  intervened(intervention: Intervention): Promise<void>;
}

/**
 * Trains the model, epoch by epoch: a seeded shuffle of the training rows, one update a batch, then the validation rows.
 * Returns where it ended: after the last epoch, or at the step where the signal came. Throws a `UserError` where the
 * loss or a parameter is no longer a number.
 */
export async function fit(
  model: Model,
  { configuration, split, labels }: TrainingTask,
  observer: TrainingObserver,
  control: RunControl,
  slice: TimeSlice,
  signal: AbortSignal,
): Promise<RunPosition> {
  const { batchSize, seed } = configuration;
  const interventions = [...configuration.interventions];
  const epochs = totalEpochs(configuration);
  const steps = stepsPerEpoch(split.train.length, batchSize);
  let stepsDone = 0;
  await observer.epochEnded(await measureEpoch(0, null));

  for (let epoch = 0; epoch < epochs; epoch++) {
    const started = performance.now();
    const order = shuffled(split.train, seed, purpose.shuffle, epoch);
    let lossSum = 0;
    let correct = 0;
    let heldMs = 0;

    for (let step = 0; step < steps; step++) {
      heldMs += await obeyControl({ epoch, step });
      if (signal.aborted) return { epoch, step };
      const indices = order.subarray(step * batchSize, (step + 1) * batchSize);
      const learningRate = learningRateAt({ ...configuration, interventions }, stepsDone);
      const result = model.step({ indices, learningRate, step: stepsDone++ });
      if (!Number.isFinite(result.loss)) throw diverged(`the loss became ${result.loss}`, epoch, step);
      // The last batch may be short: weighting each batch by its rows gives every image the same weight.
      lossSum += result.loss * indices.length;
      correct += result.correct;
      control.stepTaken();
      observer.stepEnded(result, { epoch, step: step + 1 });
      if (slice.isOver()) await slice.next();
    }

    const broken = findNonFinite(model.readStateDict());
    if (broken) throw diverged(`a value of ${broken.name} is not a finite number`, epoch, steps - 1);
    const training = { loss: lossSum / order.length, accuracy: correct / order.length };
    await observer.epochEnded(await measureEpoch(epoch + 1, training, started + heldMs));
  }
  return { epoch: epochs, step: 0 };

  /** What a person asked for since the last step: a pause, a pace, another learning rate. Returns how long the run was held. */
  async function obeyControl(position: RunPosition): Promise<number> {
    const before = performance.now();
    if (control.shouldHold(position)) {
      await observer.held(position);
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

  async function measureEpoch(epoch: number, training: { loss: number; accuracy: number } | null, started = performance.now()): Promise<EpochRecord> {
    const validation = await evaluateIndices(model, split.validation, labels, slice);
    return {
      epoch,
      trainLoss: training?.loss ?? null,
      trainAccuracy: training?.accuracy ?? null,
      valLoss: validation.loss,
      valAccuracy: validation.accuracy,
      seconds: (performance.now() - started) / 1000,
    };
  }
}

function diverged(what: string, epoch: number, step: number): UserError {
  return new UserError(
    'diverged',
    `Training stopped in epoch ${epoch + 1} at step ${step + 1}: ${what}. Train again with a smaller learning rate; checkpoints up to epoch ${epoch} are kept.`,
  );
}
