import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunPosition } from '../core/formats/checkpoint';
import { historyBytes, parseHistory, type EpochRecord } from '../core/formats/history';
import { bytesPerStep } from '../core/formats/stepsFile';
import { UserError } from '../core/userError';
import { explainFileError } from '../node/fileError';
import { readFileWithin } from '../node/readFile';

const maxHistoryBytes = 64 << 20;

/** A run's history until a position, and how much of its two files that is. */
export interface StoredHistory {
  readonly records: readonly EpochRecord[];
  readonly historyBytes: number;
  readonly steps: number;
}

/** Reads what a run's folder says of everything before a position. Throws a `UserError` where it ends before that. */
export async function readStoredHistory(folder: string, { epoch, step }: RunPosition, epochSteps: number): Promise<StoredHistory> {
  const path = join(folder, 'history.jsonl');
  const bytes = await readFileWithin(path, maxHistoryBytes);
  // Epoch 0 has a line too.
  const length = historyBytes(bytes, epoch + 1);
  if (length === undefined) throw cutShort(path);
  const records = parseHistory(Buffer.from(bytes.subarray(0, length)).toString('utf8'), path);
  const stepsPath = join(folder, 'steps.f32');
  const steps = epoch * epochSteps + step;
  if ((await sizeOf(stepsPath)) < steps * bytesPerStep) throw cutShort(stepsPath);
  return { records, historyBytes: length, steps };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw explainFileError(error, 'read', path);
  }
}

function cutShort(path: string): UserError {
  return new UserError('history-short', `${path} ends before the checkpoint does. Restore the file.`);
}
