import { statSync } from 'node:fs';
import type { Checkpoint } from '../core/formats/checkpoint';
import type { ModelId } from '../core/models';
import { readCheckpoint } from '../node/checkpointFile';
import { explainFileError } from '../node/fileError';

/** Reads checkpoint files. The last one is kept, and read again only where its file has changed. */
export class CheckpointReader {
  private last: { readonly stamp: string; readonly checkpoint: Checkpoint } | undefined;

  /** The same object as before where it is the same file. Throws a `UserError` where it is not a checkpoint. */
  async read(path: string, model?: ModelId): Promise<Checkpoint> {
    const stamp = stampOf(path, model);
    if (this.last?.stamp === stamp) return this.last.checkpoint;
    const checkpoint = await readCheckpoint(path, model);
    this.last = { stamp, checkpoint };
    return checkpoint;
  }
}

/** At once, not in a later turn: while a run goes on, each turn takes a time slice, and a pad waits for the answer. */
function stampOf(path: string, model: ModelId | undefined): string {
  try {
    const { mtimeMs, size } = statSync(path);
    return JSON.stringify([path, model, mtimeMs, size]);
  } catch (error) {
    throw explainFileError(error, 'read', path);
  }
}
