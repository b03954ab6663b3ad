import { rm } from 'node:fs/promises';
import { stepsPerEpoch } from '../core/configuration';
import type { Dataset } from '../core/dataset';
import type { StateDict } from '../core/stateDict';
import { UserError } from '../core/userError';
import type { Model } from '../engine/engine';
import type { EventData } from '../protocol/contract';
import type { TrainerContract } from '../protocol/trainerContract';
import type { RunEnd, RunEnvironment } from './runEnvironment';
import { RunRecorder } from './runRecorder';
import type { RunStart } from './runStart';
import { trainAndSave } from './trainAndSave';
import { compileForTraining } from './trainingModel';

/**
 * A run from where it starts to its end: compiles the model, trains it, and keeps what it learns. An abort stops it within a
 * few steps and saves. Throws a `UserError` only before the first step, where nothing can be kept or the configuration cannot be;
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

function describeStart({ run, folder, resumed }: RunStart, dataset: Dataset): EventData<TrainerContract, 'runStarted'> {
  const { validationCount, batchSize } = run.configuration;
  const started = { run, folder, stepsPerEpoch: stepsPerEpoch(dataset.count - validationCount, batchSize) };
  if (!resumed) return started;
  const { point, history, checkpoints, steps, repairs } = resumed;
  return { ...started, resumed: { epoch: point.epoch, step: point.step, history: [...history], checkpoints: [...checkpoints], steps, repairs: [...repairs] } };
}

function compile({ engine, dataset }: RunEnvironment, { run, stateDict, resumed }: RunStart): Model {
  const model = compileForTraining(engine, run.configuration, dataset);
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
