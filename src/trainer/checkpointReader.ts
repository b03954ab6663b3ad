import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseCheckpoint, type Checkpoint } from '../core/formats/checkpoint';
import { explainFileError } from '../node/fileError';
import { readFileWithin } from '../node/readFile';

/** Above any model this program trains. */
const maxCheckpointBytes = 256 * 1024 * 1024;

/** Reads checkpoint files. The last one is kept, and read again only where its file has changed. */
export class CheckpointReader {
  private last: { readonly stamp: string; readonly checkpoint: Checkpoint } | undefined;

  /** The same object as before where it is the same file. Throws a `UserError` where it is not a checkpoint. */
  async read(path: string): Promise<Checkpoint> {
    const stamp = stampOf(path);
    if (this.last?.stamp === stamp) return this.last.checkpoint;
    const checkpoint = parseCheckpoint(await readFileWithin(path, maxCheckpointBytes), basename(path));
    this.last = { stamp, checkpoint };
    return checkpoint;
  }
}

/** At once, not in a later turn: while a run goes on, each turn takes a time slice, and a pad waits for the answer. */
function stampOf(path: string): string {
  try {
    const { mtimeMs, size } = statSync(path);
    return JSON.stringify([path, mtimeMs, size]);
  } catch (error) {
    throw explainFileError(error, 'read', path);
  }
}
