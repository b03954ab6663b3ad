import { lstat, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stepsPerEpoch, trainCount, type RunConfiguration } from '../core/configuration';
import { parseCheckpointName } from '../core/formats/checkpoint';
import { parseHistory, type EpochRecord } from '../core/formats/history';
import { parseRunFile, type CheckpointReference, type RunFile } from '../core/formats/runFile';
import { noMarks, parseRunMarks, type RunMarks } from '../core/formats/runMarks';
import { parseSteps } from '../core/formats/stepsFile';
import { startRun, type RunPhase, type RunSnapshot } from '../core/run';
import { StepSeries } from '../core/stepSeries';
import { UserError } from '../core/userError';
import { explainFileError, isMissing } from '../node/fileError';
import { makeFolder } from '../node/makeFolder';
import { checkPlainFolder } from '../node/plainFolder';
import { readFileWithin } from '../node/readFile';
import { isRunLocked } from '../node/runLock';

const maxRunFileBytes = 1 << 20;
const maxMarksBytes = 1 << 16;
const maxHistoryBytes = 64 << 20;
/** 32 million steps. */
const maxStepsBytes = 256 << 20;
const checkpointSuffix = '.safetensors';

const gitignore = `# Keeps the runs of MNIST Lab out of git.
# To commit them after all, delete the line below; this file is not written again while it exists.
*
`;

/** What a person says of a run. */
export const marksFile = 'marks.json';

/** A run on disk and its folder. */
export interface StoredRun {
  readonly folder: string;
  readonly run: RunFile;
  readonly marks: RunMarks;
  /** A trainer works on it, here or elsewhere. */
  readonly isLocked: boolean;
}

/** A folder that cannot be opened as a run, and why, as a sentence. */
export interface BrokenRun {
  readonly folder: string;
  readonly problem: string;
}

/** The folder of runs in a `.mnist` folder. */
export function runsFolder(labFolder: string): string {
  return join(labFolder, 'runs');
}

/** Makes a `.mnist` folder with its `.gitignore`; what is there stays as it is. Throws a `UserError` where it cannot. */
export async function prepareLabFolder(labFolder: string): Promise<void> {
  await makeFolder(runsFolder(labFolder));
  const path = join(labFolder, '.gitignore');
  try {
    await writeFile(path, gitignore, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw explainFileError(error, 'write', path);
  }
}

/** The runs of a folder, newest first, and the folders in it that are none. Files are left out. */
export async function listRuns(folder: string): Promise<{ runs: StoredRun[]; broken: BrokenRun[] }> {
  const runs: StoredRun[] = [];
  const broken: BrokenRun[] = [];
  for (const each of await runFolders(folder)) {
    try {
      runs.push(await readListedRun(each));
    } catch (error) {
      // Its trainer has made the folder just now, and writes what belongs there.
      if (isMissing(error) && (await isRunLocked(each).catch(() => false))) continue;
      broken.push({ folder: each, problem: describeBroken(error, each) });
    }
  }
  return { runs, broken };
}

/** The folders in a folder of runs, links to some included, newest first, since their names begin with their time. */
export async function runFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name);
  return names.sort().reverse().map((name) => join(folder, name));
}

/** The folder of that name in a folder of runs. Throws a `UserError` where there is none. */
export async function runFolder(folder: string, id: string): Promise<string> {
  // The id may come from a webview: it must not lead out of the folder.
  const path = /^[\w-]{1,200}$/.test(id) ? join(folder, id) : undefined;
  if (path !== undefined && (await lstat(path).catch(() => undefined))) return path;
  throw new UserError('run-unknown', `There is no run "${id}" in ${folder}. Choose one from the list.`);
}

/** The run of that id in a folder of runs. Throws a `UserError` where there is none, or it is damaged. */
export async function findRun(folder: string, id: string): Promise<StoredRun> {
  return readListedRun(await runFolder(folder, id));
}

/** Runs are told apart by their ids, so that a copied or renamed folder is none of the list. */
async function readListedRun(folder: string): Promise<StoredRun> {
  const stored = await readRun(folder);
  const { id } = stored.run;
  if (id !== basename(folder)) throw new UserError('run-renamed', `${folder} holds the run ${id}. Give the folder that name again.`);
  return stored;
}

function describeBroken(error: unknown, folder: string): string {
  if (isMissing(error)) return `${folder} has no run.json: its trainer ended before it had saved anything. Delete the folder.`;
  return error instanceof Error ? error.message : String(error);
}

/** Reads a run's folder. Throws a `UserError` where it is none, or holds links to elsewhere. */
export async function readRun(folder: string): Promise<StoredRun> {
  await checkPlainFolder(folder);
  const path = join(folder, 'run.json');
  const bytes = await readFileWithin(path, maxRunFileBytes);
  const run = parseRunFile(Buffer.from(bytes).toString('utf8'), path);
  return { folder, run, marks: await readMarks(join(folder, marksFile)), isLocked: await isRunLocked(folder) };
}

/** Marks that cannot be read are as good as none: the run is there all the same. */
async function readMarks(path: string): Promise<RunMarks> {
  try {
    return parseRunMarks(Buffer.from(await readFileWithin(path, maxMarksBytes)).toString('utf8'), path);
  } catch (error) {
    if (error instanceof UserError) return noMarks;
    throw error;
  }
}

/** One that says it is training, but that nobody works on, was left by a trainer that is gone. */
export function phaseOf({ run, isLocked }: StoredRun): RunPhase {
  if (isLocked) return 'elsewhere';
  return run.status === 'training' ? 'interrupted' : run.status;
}

/** The file of a checkpoint in a run's folder; its name was checked when it was read, so it cannot lead out of it. */
export function checkpointFile(folder: string, name: string): string {
  return join(folder, 'checkpoints', `${name}${checkpointSuffix}`);
}

/** A stored run as a snapshot, for views. */
export async function readRunSnapshot(stored: StoredRun): Promise<RunSnapshot> {
  const { folder, run } = stored;
  const history = await readHistory(folder);
  const checkpoints = await listCheckpoints(folder, history);
  const find = (reference: CheckpointReference | undefined) => checkpoints.find(({ name }) => name === reference?.name);
  return {
    ...startRun({ run, folder, stepsPerEpoch: stepsPerEpoch(trainCount(run.configuration), run.configuration.batchSize) }),
    phase: phaseOf(stored),
    epoch: run.last?.epoch ?? 0,
    step: run.last?.step ?? 0,
    history,
    checkpoints,
    best: find(run.best),
    last: find(run.last) ?? checkpoints.at(-1),
    problem: run.problem,
  };
}

/** None where the run ended before the first one. Throws a `UserError` where a line does not fit. */
async function readHistory(folder: string): Promise<EpochRecord[]> {
  const path = join(folder, 'history.jsonl');
  try {
    return parseHistory(Buffer.from(await readFileWithin(path, maxHistoryBytes)).toString('utf8'), path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Loss and accuracy of every step of a stored run; none where they were not kept. */
export async function readSteps(folder: string, configuration: RunConfiguration): Promise<StepSeries> {
  const path = join(folder, 'steps.f32');
  const series = new StepSeries();
  try {
    const bytes = await readFileWithin(path, maxStepsBytes);
    series.append(parseSteps(bytes, { trainCount: trainCount(configuration), batchSize: configuration.batchSize }, path));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return series;
}

/** The checkpoints whose files are there, oldest first. */
async function listCheckpoints(folder: string, history: readonly EpochRecord[]): Promise<CheckpointReference[]> {
  const files = await readdir(join(folder, 'checkpoints')).catch(() => []);
  const accuracies = new Map(history.map(({ epoch, valAccuracy }) => [epoch, valAccuracy]));
  const found = files.flatMap((file): CheckpointReference[] => {
    const name = file.endsWith(checkpointSuffix) ? file.slice(0, -checkpointSuffix.length) : '';
    const position = parseCheckpointName(name);
    return position ? [{ name, ...position, valAccuracy: position.step === 0 ? (accuracies.get(position.epoch) ?? null) : null }] : [];
  });
  return found.sort((a, b) => a.epoch - b.epoch || a.step - b.step);
}
