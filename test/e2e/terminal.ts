import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import * as v from 'valibot';

const run = promisify(execFile);
const summarySchema = v.object({ type: v.literal('summary'), n: v.number(), loss: v.number(), accuracy: v.number(), confusion: v.array(v.array(v.number())) });

/** What the terminal program finds when it reads a checkpoint anew: `mnist evaluate FILE --split SPLIT --json`. */
export async function evaluateInTerminal(checkpoint: string, split: 'validation' | 'test'): Promise<v.InferOutput<typeof summarySchema>> {
  const program = join(inject('root'), 'dist', 'cli.js');
  const { stdout } = await run(process.execPath, [program, 'evaluate', checkpoint, '--split', split, '--json']);
  const lines = stdout.trim().split('\n').map((line): unknown => JSON.parse(line));
  return v.parse(summarySchema, lines.at(-1));
}
