import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A Python that has PyTorch. Without one these tests are no part of the run (vitest.config.mjs). */
const python = process.env['MNIST_PYTHON'];

/** What a program in Python prints. Throws where it fails. */
export async function runPython(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(python ?? 'python3', args, { cwd: folder, env: { ...process.env, OMP_NUM_THREADS: '1' } });
  return stdout;
}
