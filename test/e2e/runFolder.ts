import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHistory, type EpochRecord } from '../../src/core/formats/history';
import { parseRunFile, type RunFile } from '../../src/core/formats/runFile';
import { waitFor } from './waitFor';

/** The folders of a workspace's runs, oldest first: run ids sort by time. */
export async function listRunFolders(workspace: string): Promise<string[]> {
  const runs = join(workspace, '.mnist', 'runs');
  const names = await readdir(runs).catch(() => []);
  return names.sort().map((name) => join(runs, name));
}

/** The checkpoints of a run, by name without `.safetensors`, oldest first. */
export async function listCheckpoints(runFolder: string): Promise<string[]> {
  const names = await readdir(join(runFolder, 'checkpoints')).catch(() => []);
  return names.flatMap((name) => /^(epoch-\d{4}(?:-step-\d{4})?)\.safetensors$/.exec(name)?.[1] ?? []).sort();
}

/** The name of the checkpoint after so many whole epochs. */
export function checkpointName(epoch: number): string {
  return `epoch-${String(epoch).padStart(4, '0')}`;
}

/** The path of a checkpoint's file. */
export function checkpointFile(runFolder: string, name: string): string {
  return join(runFolder, 'checkpoints', `${name}.safetensors`);
}

/** Waits until a run newer than the first `known` has the checkpoint `name`, and returns the run's folder. */
export async function waitForCheckpoint(workspace: string, name: string, known = 0): Promise<string> {
  return waitFor(
    async () => {
      const folder = (await listRunFolders(workspace))[known];
      return folder !== undefined && (await listCheckpoints(folder)).includes(name) ? folder : undefined;
    },
    // An epoch takes about 0.1 s: who wants to act within a run must not look seldom.
    { what: `the checkpoint ${name}`, intervalMs: 5 },
  );
}

export async function readRun(runFolder: string): Promise<RunFile> {
  return parseRunFile(await readFile(join(runFolder, 'run.json'), 'utf8'), 'run.json');
}

export async function readHistory(runFolder: string): Promise<EpochRecord[]> {
  return parseHistory(await readFile(join(runFolder, 'history.jsonl'), 'utf8'), 'history.jsonl');
}
