import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpointName, type RunPosition } from '../core/formats/checkpoint';
import { explainFileError } from '../node/fileError';

const folderName = 'set-aside';

/**
 * Moves what a crash left in a run's folder out of the way, into `set-aside` beside the checkpoints: files that were being
 * written, resume files without their checkpoint, and checkpoints after the position that the run goes on from. Returns
 * a sentence for each. Throws a `UserError` where the folder cannot be written.
 */
export async function setAside(folder: string, position: RunPosition): Promise<string[]> {
  const checkpoints = await readdir(join(folder, 'checkpoints')).catch(() => []);
  const loose = (await readdir(folder)).filter((name) => name.endsWith('.tmp') && !name.startsWith('lock')).map((name) => ({ from: folder, name, why: 'it was being written' }));
  const left = checkpoints.flatMap((name) => {
    const why = whyAside(name, checkpoints, position);
    return why === undefined ? [] : [{ from: join(folder, 'checkpoints'), name, why }];
  });
  try {
    for (const { from, name } of [...loose, ...left]) {
      await mkdir(join(folder, folderName), { recursive: true });
      await rename(join(from, name), join(folder, folderName, name));
    }
  } catch (error) {
    throw explainFileError(error, 'write', folder);
  }
  return [...loose, ...left].map(({ name, why }) => `${name} was set aside, because ${why}.`);
}

function whyAside(file: string, files: readonly string[], { epoch, step }: RunPosition): string | undefined {
  if (file.endsWith('.tmp')) return 'it was being written';
  const name = /^(.*?)(?:\.resume)?\.safetensors$/.exec(file)?.[1] ?? '';
  const position = parseCheckpointName(name);
  if (!position) return undefined;
  if (!files.includes(`${name}.safetensors`)) return 'its checkpoint is not there';
  const isLater = position.epoch > epoch || (position.epoch === epoch && position.step > step);
  return isLater ? 'it is not whole' : undefined;
}
