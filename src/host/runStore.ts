import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stepsPerEpoch } from '../core/configuration';
import { mnist } from '../core/dataset';
import { parseHistory } from '../core/formats/history';
import { parseRunFile, type RunFile } from '../core/formats/runFile';
import { startRun, type RunSnapshot } from '../core/run';
import { explainFileError } from '../node/fileError';
import { makeFolder } from '../node/makeFolder';
import { readFileWithin } from '../node/readFile';

const maxRunFileBytes = 1 << 20;
const maxHistoryBytes = 64 << 20;

const gitignore = `# Keeps the runs of MNIST Lab out of git.
# To commit them after all, delete the line below; this file is not written again while it exists.
*
`;

/** A run on disk and its folder. */
export interface StoredRun {
  readonly folder: string;
  readonly run: RunFile;
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

/** The runs of a folder, newest first. Folders that are no runs are left out; `onProblem` hears of broken ones. */
export async function listRuns(folder: string, onProblem: (problem: string) => void): Promise<StoredRun[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .reverse();
  const runs: StoredRun[] = [];
  for (const name of names) {
    try {
      runs.push(await readRun(join(folder, name)));
    } catch (error) {
      onProblem(error instanceof Error ? error.message : String(error));
    }
  }
  return runs;
}

/** Reads a run's folder. Throws a `UserError` where it is none. */
export async function readRun(folder: string): Promise<StoredRun> {
  const path = join(folder, 'run.json');
  const bytes = await readFileWithin(path, maxRunFileBytes);
  return { folder, run: parseRunFile(Buffer.from(bytes).toString('utf8'), path) };
}

/** The file of a checkpoint in a run's folder; its name was checked when it was read, so it cannot lead out of it. */
export function checkpointFile(folder: string, name: string): string {
  return join(folder, 'checkpoints', `${name}.safetensors`);
}

/** A stored run as a snapshot, for views. One that says it is training was left by a trainer that is gone. */
export async function readRunSnapshot({ folder, run }: StoredRun): Promise<RunSnapshot> {
  const path = join(folder, 'history.jsonl');
  const bytes = await readFileWithin(path, maxHistoryBytes);
  const history = parseHistory(Buffer.from(bytes).toString('utf8'), path);
  const trainCount = mnist.trainCount - run.configuration.validationCount;
  return {
    ...startRun({ run, folder, stepsPerEpoch: stepsPerEpoch(trainCount, run.configuration.batchSize) }),
    phase: run.status === 'training' ? 'interrupted' : run.status,
    epoch: run.last?.epoch ?? 0,
    step: run.last?.step ?? 0,
    history,
    best: run.best,
    last: run.last,
    problem: run.problem,
  };
}
