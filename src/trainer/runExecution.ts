import { rm } from 'node:fs/promises';
import { stepsPerEpoch, totalEpochs } from '../core/configuration';
import type { Dataset } from '../core/dataset';
import type { EpochRecord } from '../core/formats/history';
import { epochStart, type TrainingPoint } from '../core/formats/resumeState';
import { splitRows } from '../core/split';
import type { StateDict } from '../core/stateDict';
import { UserError } from '../core/userError';
import type { Engine, Model, StepResult } from '../engine/engine';
import type { EventData, EventName, Result } from '../protocol/contract';
import { PortClosedError } from '../protocol/port';
import type { TrainerContract } from '../protocol/trainerContract';
import { BackgroundSaver } from './backgroundSaver';
import { evaluationRows } from './evaluation';
import type { LiveWeights } from './liveWeights';
import { ProgressMeter } from './progressMeter';
import type { RunControl } from './runControl';
import { RunRecorder, type RunState } from './runRecorder';
import type { RunStart } from './runStart';
import { StepReporter } from './stepReporter';
import { sliceMs, TimeSlice } from './timeSlice';
import { checkFinite, fit, type TrainingObserver } from './trainingLoop';

/** What others have of a run while it goes on: they steer it, and look at its weights. */
export interface RunHandle {
  readonly control: RunControl;
  readonly live: LiveWeights;
}

export type Emit = <Name extends EventName<TrainerContract>>(name: Name, data: EventData<TrainerContract, Name>) => void;
type RunEnd = Result<TrainerContract, 'train'>;

/** What a run is trained with and by. */
export interface RunEnvironment extends RunHandle {
  readonly engine: Engine;
  readonly dataset: Dataset;
  readonly keepCheckpoints: number;
  /** So often, within an epoch that lasts that long, what was learned is saved. */
  readonly saveIntervalMs: number;
  readonly emit: Emit;
}

/**
 * A run from where it starts to its end: compiles the model, trains it, and keeps what it learns. An abort stops it within a
 * step and saves. Throws a `UserError` only before the first step, where nothing can be kept or the configuration cannot be;
 * an `Error` is a bug, of the engine's say, and leaves what was saved.
 */
export async function executeRun(start: RunStart, environment: RunEnvironment, signal: AbortSignal): Promise<RunEnd> {
  const { folder, run, lock, resumed } = start;
  const { live, emit } = environment;
  const recorded = { steps: resumed?.steps.losses.length ?? 0, historyBytes: resumed?.historyBytes ?? 0, checkpoints: resumed?.checkpoints ?? [] };
  const recorder = new RunRecorder({ folder, run, lock, keepCheckpoints: environment.keepCheckpoints, recorded });
  let model: Model | undefined;
  try {
    await recorder.begin();
    model = compile(environment, start);
    live.begin(model, run, resumed?.point);
    emit('runStarted', describeStart(start, environment.dataset));
    const end = await trainAndSave(model, start, recorder, environment, signal);
    await recorder.end(end.phase, end.problem).catch((error: unknown) => emit('unsaved', { problem: String(error) }));
    return end;
  } catch (error) {
    // A new folder that holds nothing would be listed as a broken run; one that holds a checkpoint is never removed.
    if (start.isNew && !recorder.hasSaved) await rm(folder, { recursive: true, force: true });
    else await recorder.end('failed', error instanceof UserError ? error.message : String(error)).catch(() => undefined);
    throw error;
  } finally {
    live.end();
    model?.dispose();
    await lock.release();
  }
}

/** Throws only what is a bug, and an error of the first save. */
async function trainAndSave(model: Model, { run, resumed }: RunStart, recorder: RunRecorder, environment: RunEnvironment, signal: AbortSignal): Promise<RunEnd> {
  const { control, live, dataset, saveIntervalMs, emit } = environment;
  const { configuration } = run;
  const split = splitRows(dataset.count, configuration.validationCount, configuration.seed);
  const epochSteps = stepsPerEpoch(split.train.length, configuration.batchSize);
  const stepsBefore = resumed?.steps.losses.length ?? 0;
  const saver = new BackgroundSaver(recorder, {
    saved: (saved) => emit('checkpoint', saved),
    unsaved: (problem) => emit('unsaved', { problem }),
  });
  const imagesBefore = (resumed?.point.epoch ?? 0) * split.train.length + (resumed?.point.step ?? 0) * configuration.batchSize;
  const meter = new ProgressMeter(split.train.length * totalEpochs(configuration) - imagesBefore);
  const reporter = new StepReporter(stepsBefore, (steps) => emit('steps', steps));
  let steps: StepResult[] = [];
  let savedMs = performance.now();
  const takeState = (point: TrainingPoint, record?: EpochRecord): RunState => {
    const stateDict = model.readStateDict();
    if (point.step > 0) checkFinite(stateDict, point);
    const since = steps;
    steps = [];
    savedMs = performance.now();
    return { point, stateDict, slots: model.readSlots(), steps: since, record };
  };
  /** At an epoch's end everything was saved with its record. */
  const takeStateInside = (point: TrainingPoint) => (point.step > 0 ? takeState(point) : undefined);

  const observer: TrainingObserver = {
    stepEnded(result, point) {
      const { epoch, step } = point;
      steps.push(result);
      live.moved(step === epochSteps ? { epoch: epoch + 1, step: 0 } : { epoch, step });
      const rows = Math.min(configuration.batchSize, split.train.length - (step - 1) * configuration.batchSize);
      reporter.add(result.loss, result.correct / rows);
      const progress = meter.add(rows);
      if (progress) {
        reporter.flush();
        emit('progress', { epoch, step, ...progress });
      }
      const isSaveDue = step < epochSteps && performance.now() - savedMs >= saveIntervalMs;
      return isSaveDue ? saver.save(takeState(point)) : undefined;
    },
    async epochEnded(record) {
      const ended = takeState(epochStart(record.epoch), record);
      reporter.flush();
      emit('epoch', record);
      if (record.epoch === 0) await saveFirst(recorder, ended, emit);
      else await saver.save(ended);
    },
    async held(point) {
      reporter.flush();
      await saver.saveLast(takeStateInside(point));
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
    const task = { configuration, split, labels: dataset.labels, start: resumed?.point };
    const end = await fit(model, task, observer, control, new TimeSlice(sliceMs), signal);
    reporter.flush();
    const problem = await saver.saveLast(takeStateInside(end));
    const complete = end.epoch === totalEpochs(configuration);
    return { phase: complete ? 'finished' : phaseAfterAbort(signal), problem };
  } catch (error) {
    // What the step left behind may not be numbers.
    live.end();
    reporter.flush();
    await saver.saveLast(undefined);
    if (error instanceof UserError && error.code === 'diverged') return { phase: 'failed', problem: error.message };
    throw error;
  }
}

function describeStart({ run, folder, resumed }: RunStart, dataset: Dataset): EventData<TrainerContract, 'runStarted'> {
  const { validationCount, batchSize } = run.configuration;
  const started = { run, folder, stepsPerEpoch: stepsPerEpoch(dataset.count - validationCount, batchSize) };
  if (!resumed) return started;
  const { point, history, checkpoints, steps, repairs } = resumed;
  return { ...started, resumed: { epoch: point.epoch, step: point.step, history: [...history], checkpoints: [...checkpoints], steps, repairs: [...repairs] } };
}

/** The untrained model is saved before the first step: where that fails, nothing could be kept, so nothing is trained. */
async function saveFirst(recorder: RunRecorder, state: RunState, emit: Emit): Promise<void> {
  emit('checkpoint', await recorder.save(state, { sync: true }));
}

function phaseAfterAbort(signal: AbortSignal): RunEnd['phase'] {
  return signal.reason instanceof PortClosedError ? 'interrupted' : 'stopped';
}

function compile({ engine, dataset }: RunEnvironment, { run, stateDict, resumed }: RunStart): Model {
  const { layers, seed, batchSize, optimizer } = run.configuration;
  const model = engine.compile({
    layers,
    optimizer,
    loss: { kind: 'crossEntropy' },
    seed,
    maxRows: Math.max(batchSize, evaluationRows),
    dataset,
  });
  model.writeStateDict(stateDict);
  if (resumed) writeSlots(model, resumed.slots);
  return model;
}

/** Throws a `UserError` where the slots are not those of the model's optimizer. */
function writeSlots(model: Model, slots: StateDict): void {
  const shapesOf = (stateDict: StateDict) => JSON.stringify([...stateDict].map(([name, { shape }]) => [name, shape]).sort());
  if (shapesOf(slots) === shapesOf(model.readSlots())) return model.writeSlots(slots);
  throw new UserError('resume-slots', "The checkpoint's resume file is not of this optimizer, so the run cannot go on from it. Begin a new run.");
}
