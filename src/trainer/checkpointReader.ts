import { statSync } from 'node:fs';
import type { Checkpoint } from '../core/formats/checkpoint';
import type { ModelId } from '../core/models';
import { readCheckpoint } from '../node/checkpointFile';
import { explainFileError } from '../node/fileError';

/** Room for some two thousand checkpoints of the notebook's model. */
const defaultMaxBytes = 64 << 20;

interface Kept {
  readonly checkpoint: Checkpoint;
  readonly sizeBytes: number;
}

/**
 * Reads checkpoint files. Those that were used last are kept, as many as find room, so that a person can go back and forth
 * through a run without waiting for the disk; a file that has changed is read again.
 */
export class CheckpointReader {
  /** The one that was used last is the last. */
  private readonly kept = new Map<string, Kept>();
  private keptBytes = 0;

  constructor(private readonly maxBytes = defaultMaxBytes) {}

  /** The same object as before where it is the same file. Throws a `UserError` where it is not a checkpoint. */
  async read(path: string, model?: ModelId): Promise<Checkpoint> {
    const { stamp, sizeBytes } = stampOf(path, model);
    const known = this.kept.get(stamp);
    if (known) {
      this.kept.delete(stamp);
      this.kept.set(stamp, known);
      return known.checkpoint;
    }
    const checkpoint = await readCheckpoint(path, model);
    this.keep(stamp, { checkpoint, sizeBytes });
    return checkpoint;
  }

  private keep(stamp: string, kept: Kept): void {
    // Two may have read the same file at once.
    if (!this.kept.has(stamp)) this.keptBytes += kept.sizeBytes;
    this.kept.set(stamp, kept);
    for (const [oldest, { sizeBytes }] of this.kept) {
      if (this.keptBytes <= this.maxBytes || oldest === stamp) return;
      this.kept.delete(oldest);
      this.keptBytes -= sizeBytes;
    }
  }
}

/** At once, not in a later turn: while a run goes on, each turn takes a time slice, and a pad waits for the answer. */
function stampOf(path: string, model: ModelId | undefined): { readonly stamp: string; readonly sizeBytes: number } {
  try {
    const { mtimeMs, size } = statSync(path);
    return { stamp: JSON.stringify([path, model, mtimeMs, size]), sizeBytes: size };
  } catch (error) {
    throw explainFileError(error, 'read', path);
  }
}
