import { stepsPerEpoch, totalEpochs } from '../core/configuration';
import { epochStart } from '../core/formats/resumeState';
import { splitRows } from '../core/split';
import { UserError } from '../core/userError';
import type { Model } from '../engine/engine';
import { PortClosedError } from '../protocol/port';
import { BackgroundSaver } from './backgroundSaver';
import { ProgressMeter } from './progressMeter';
import type { RunEnd, RunEnvironment } from './runEnvironment';
import type { RunRecorder } from './runRecorder';
import type { RunStart } from './runStart';
import { RunStates } from './runStates';
import { StepReporter } from './stepReporter';
import { sliceMs, TimeSlice } from './timeSlice';
import { trainingBatches } from './trainingBatches';
import { fit, type TrainingObserver } from './trainingLoop';

/**
 * Trains the model of a run to its end or until the signal, tells of it and keeps what it learns. Throws only what is a bug,
 * and a `UserError` where not even the untrained model can be saved: then nothing could be kept, so nothing is trained.
 */
export async function trainAndSave(
  model: Model,
  { run, resumed }: RunStart,
  recorder: RunRecorder,
  { control, live, dataset, startBending, saveIntervalMs, emit }: RunEnvironment,
  signal: AbortSignal,
): Promise<RunEnd> {
  const { configuration } = run;
  const { batchSize } = configuration;
  const split = splitRows(dataset.count, configuration.validationCount, configuration.seed);
  const epochSteps = stepsPerEpoch(split.train.length, batchSize);
  const epochs = totalEpochs(configuration);
  const start = resumed?.point ?? epochStart(0);
  const saver = new BackgroundSaver(recorder, {
    saved: (saved) => emit('checkpoint', saved),
    unsaved: (problem) => emit('unsaved', { problem }),
  });
  const batches = trainingBatches(configuration, dataset, startBending);
  const states = new RunStates(model);
  const meter = new ProgressMeter(split.train.length * (epochs - start.epoch) - start.step * batchSize);
  const reporter = new StepReporter(start.epoch * epochSteps + start.step, (steps) => emit('steps', steps));

  const observer: TrainingObserver = {
    stepsEnded(results, point) {
      const { epoch, step } = point;
      states.stepsEnded(results);
      live.moved(step === epochSteps ? { epoch: epoch + 1, step: 0 } : { epoch, step });
      const firstRow = (step - results.length) * batchSize;
      for (const [index, { loss, correct }] of results.entries()) {
        reporter.add(loss, correct / Math.min(batchSize, split.train.length - (firstRow + index * batchSize)));
      }
      const progress = meter.add(Math.min(results.length * batchSize, split.train.length - firstRow));
      if (progress) {
        reporter.flush();
        emit('progress', { epoch, step, ...progress });
      }
      const isSaveDue = step < epochSteps && states.ageMs >= saveIntervalMs;
      return isSaveDue ? saver.save(states.take(point)) : undefined;
    },
    async epochEnded(record) {
      const ended = states.take(epochStart(record.epoch), record);
      reporter.flush();
      emit('epoch', record);
      if (record.epoch === 0) emit('checkpoint', await recorder.save(ended, { sync: true }));
      else await saver.save(ended);
    },
    async held(point) {
      reporter.flush();
      await saver.saveLast(states.takeInside(point));
      emit('paused', { epoch: point.epoch, step: point.step });
    },
    released() {
      meter.restart();
      emit('resumed', null);
    },
    async intervened(intervention) {
      await saver.recordIntervention(intervention);
      emit('intervened', intervention);
    },
  };

  try {
    const task = { configuration, split, dataset, batches, history: resumed?.history ?? [], start: resumed?.point };
    const end = await fit(model, task, observer, control, new TimeSlice(sliceMs), signal);
    reporter.flush();
    const problem = await saver.saveLast(states.takeInside(end));
    return { phase: end.epoch === epochs || !signal.aborted ? 'finished' : phaseAfterAbort(signal), problem };
  } catch (error) {
    // What the step left behind may not be numbers.
    live.end();
    reporter.flush();
    await saver.saveLast(undefined);
    if (error instanceof UserError && error.code === 'diverged') return { phase: 'failed', problem: error.message };
    throw error;
  } finally {
    batches.dispose();
  }
}

function phaseAfterAbort(signal: AbortSignal): RunEnd['phase'] {
  return signal.reason instanceof PortClosedError ? 'interrupted' : 'stopped';
}
