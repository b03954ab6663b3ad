import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { continueConfiguration, stepsPerEpoch, totalEpochs, type Continuation } from '../core/configuration';
import { mnist } from '../core/dataset';
import { describePosition } from '../core/describeCheckpoint';
import { lastEngine, parseRunFile, type CheckpointReference, type RunFile } from '../core/formats/runFile';
import { bytesPerStep, parseSteps } from '../core/formats/stepsFile';
import { initialStateDict } from '../core/initialization';
import { UserError } from '../core/userError';
import { isMissing } from '../node/fileError';
import { checkPlainFolder } from '../node/plainFolder';
import { readFileWithin } from '../node/readFile';
import { RunLock } from '../node/runLock';
import type { EngineChoice } from '../protocol/schemas';
import { engineOf } from './newRun';
import { readStoredHistory, type StoredHistory } from './storedHistory';
import type { RunStart, StoredTraining } from './runStart';
import { setAside } from './setAside';
import { listWeights, readWholeCheckpoint, type WholeCheckpoint } from './wholeCheckpoint';

const maxRunFileBytes = 1 << 20;

export interface StoredRun extends Continuation {
  readonly folder: string;
  /** Whether it may go on with another engine than it was computed on. */
  readonly inexact: boolean;
}

/**
 * Opens a stored run to go on from its last whole checkpoint: history and steps are cut to it, and what a crash left
 * behind is set aside. Throws a `UserError`, and changes nothing, where another process works on the run, its engine is
 * another, or there is nothing to go on with or from.
 */
export async function openStoredRun(stored: StoredRun, choice: EngineChoice): Promise<RunStart> {
  const { folder } = stored;
  await checkPlainFolder(folder);
  const lock = await RunLock.acquire(folder);
  try {
    const path = join(folder, 'run.json');
    const run = parseRunFile(Buffer.from(await readFileWithin(path, maxRunFileBytes)).toString('utf8'), path);
    checkDataset(run);
    const exact = checkEngine(run, choice, stored.inexact);
    const trainCount = mnist.trainCount - run.configuration.validationCount;
    const epochSteps = stepsPerEpoch(trainCount, run.configuration.batchSize);
    const found = await findWhole(folder, run, epochSteps);
    const { epoch, step } = found?.checkpoint.point ?? { epoch: 0, step: 0 };
    checkContinuation(run, epoch, stored);

    const configuration = continueConfiguration(run.configuration, stored, epoch * epochSteps + step);
    const resumption = { epoch, step, exact, engine: engineOf(choice) };
    const going: RunFile = { ...run, status: 'training', problem: undefined, configuration, resumed: [...(run.resumed ?? []), resumption] };
    const repairs = await repair(folder, found);
    if (!found) {
      const { layers, seed } = configuration;
      return { folder, lock, isNew: false, run: { ...going, best: undefined, last: undefined, seconds: 0 }, stateDict: initialStateDict(layers, seed) };
    }
    const resumed = await storedTraining(folder, found, { trainCount, batchSize: configuration.batchSize }, repairs);
    const seconds = resumed.history.reduce((sum, record) => sum + record.seconds, 0);
    const best = bestOf(resumed.checkpoints);
    return { folder, lock, isNew: false, run: { ...going, best, last: resumed.checkpoints.at(-1), seconds }, stateDict: found.checkpoint.stateDict, resumed };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function checkDataset({ id, dataset }: RunFile): void {
  if (dataset.hash === mnist.hash) return;
  throw new UserError('run-dataset', `The run ${id} was trained on other images (${dataset.name}), which are not here. Train a new one.`);
}

/** Whether this engine computes the same bits as the run's. */
function checkEngine(run: RunFile, choice: EngineChoice, inexact: boolean): boolean {
  const engine = lastEngine(run);
  const exact = engine.description === choice.description && engine.probe === choice.probe;
  if (exact || inexact) return exact;
  const difference = engine.description === choice.description ? 'computes other bits on this processor' : `is not here: this is ${choice.description}`;
  throw new UserError('engine-differs', `The run ${run.id} was computed on ${engine.description}, which ${difference}. It can go on inexactly, on this engine, or exactly where the other is.`);
}

function checkContinuation({ id, configuration, status }: RunFile, epoch: number, { epochs }: Continuation): void {
  const total = totalEpochs(configuration);
  if (epoch >= total && epochs === undefined) {
    throw new UserError('run-finished', `The run ${id} has finished its ${total} epochs. Train it for more, or begin a new run.`);
  }
  if (epoch < total && epochs !== undefined && status === 'finished') {
    throw new UserError('run-ended-early', `The run ${id} was ended by early stopping after ${epoch} of its ${total} epochs. Begin a new run, without early stopping or with more patience.`);
  }
  if (epoch < total && epochs !== undefined) {
    throw new UserError('run-unfinished', `The run ${id} has done ${epoch} of its ${total} epochs. Resume it to its end first, then train it for more.`);
  }
}

interface Found {
  readonly checkpoint: WholeCheckpoint;
  readonly history: StoredHistory;
}

/**
 * The newest checkpoint that is whole and whose history is there; none where the run ended before it saved its first one.
 * Throws a `UserError` where there were checkpoints but none can be gone on from.
 */
async function findWhole(folder: string, run: RunFile, epochSteps: number): Promise<Found | undefined> {
  const checkpointsFolder = join(folder, 'checkpoints');
  const names = await listWeights(checkpointsFolder);
  const problems: string[] = [];
  for (const named of names.toReversed()) {
    try {
      const checkpoint = await readWholeCheckpoint(checkpointsFolder, named, run.configuration.layers);
      return { checkpoint, history: await readStoredHistory(folder, checkpoint.point, epochSteps) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
    }
  }
  // The weights that such a run began with are not drawn, but were in its first checkpoint.
  if (run.last === undefined && run.parent === undefined) return undefined;
  throw new UserError('run-damaged', `The run ${run.id} cannot go on: ${problems[0] ?? 'its checkpoints are gone.'} Begin a new run.`);
}

/** Cuts history and steps to the checkpoint, and sets aside what belongs to none or comes after it. Returns what was done. */
async function repair(folder: string, found: Found | undefined): Promise<string[]> {
  const point = found?.checkpoint.point ?? { epoch: 0, step: -1 };
  const repairs = await setAside(folder, point);
  const lengths = [
    ['history.jsonl', found?.history.historyBytes ?? 0],
    ['steps.f32', (found?.history.steps ?? 0) * bytesPerStep],
  ] as const;
  for (const [name, length] of lengths) {
    await truncate(join(folder, name), length).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }
  return repairs;
}

async function storedTraining(folder: string, { checkpoint, history }: Found, batches: { trainCount: number; batchSize: number }, repairs: string[]): Promise<StoredTraining> {
  const { point, slots } = checkpoint;
  const path = join(folder, 'steps.f32');
  const steps = parseSteps(await readFileWithin(path, history.steps * bytesPerStep), batches, path);
  const accuracies = new Map(history.records.map(({ epoch, valAccuracy }) => [epoch, valAccuracy]));
  const checkpoints = (await listWeights(join(folder, 'checkpoints'))).map(({ name, epoch, step }) => ({
    name,
    epoch,
    step,
    valAccuracy: step === 0 ? (accuracies.get(epoch) ?? null) : null,
  }));
  const mended = repairs.length > 0 ? [...repairs, `The run goes on from ${describePosition(point)}.`] : [];
  return { point, slots, history: history.records, historyBytes: history.historyBytes, steps, checkpoints, repairs: mended };
}

/** Of equal ones the first, as while training. */
function bestOf(checkpoints: readonly CheckpointReference[]): CheckpointReference | undefined {
  return checkpoints.reduce<CheckpointReference | undefined>((best, checkpoint) => ((checkpoint.valAccuracy ?? -1) > (best?.valAccuracy ?? -1) ? checkpoint : best), undefined);
}
