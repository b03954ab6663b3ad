import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { parseHistory } from '../../src/core/formats/history';
import { parseResumeState } from '../../src/core/formats/resumeState';
import { parseRunFile } from '../../src/core/formats/runFile';
import type { StateDict } from '../../src/core/stateDict';

/**
 * All that a run's folder says of what was learned: bytes of the last weights and slots, of every step, and the history
 * without its seconds. Equal for two runs of one configuration, whatever happened to them in between.
 */
export function readLearned(folder: string) {
  const read = (...path: string[]) => new Uint8Array(readFileSync(join(folder, ...path)));
  const { last, best } = parseRunFile(readFileSync(join(folder, 'run.json'), 'utf8'), 'run.json');
  const name = last?.name ?? 'none';
  const { stateDict } = parseCheckpoint(read('checkpoints', `${name}.safetensors`), name);
  const { slots } = parseResumeState(read('checkpoints', `${name}.resume.safetensors`), name);
  return {
    last,
    best,
    weights: hexOf(stateDict),
    slots: hexOf(slots),
    steps: Buffer.from(read('steps.f32')).toString('hex'),
    history: parseHistory(readFileSync(join(folder, 'history.jsonl'), 'utf8'), 'h').map((record) => ({ ...record, seconds: 0 })),
  };
}

function hexOf(stateDict: StateDict): Record<string, string> {
  return Object.fromEntries([...stateDict].map(([name, { data }]) => [name, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')]));
}
