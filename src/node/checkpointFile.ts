import { basename } from 'node:path';
import { parseCheckpoint, type ReadCheckpoint } from '../core/formats/checkpoint';
import type { ModelId } from '../core/models';
import { readFileWithin } from './readFile';

/** Above any model this program trains. */
const maxCheckpointBytes = 256 * 1024 * 1024;

/** Reads weights from a file, `.safetensors` or `.pth`, as `parseCheckpoint` does. Throws a `UserError` where it cannot. */
export async function readCheckpoint(path: string, model?: ModelId): Promise<ReadCheckpoint> {
  return parseCheckpoint(await readFileWithin(path, maxCheckpointBytes), basename(path), model);
}
