import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const program = resolve('dist/cli.js');

/** Starts the built terminal program in a folder. */
export function startProgram(folder: string, args: readonly string[], file = program): { child: ChildProcess; ended: Promise<Ended> } {
  // A group of its own, so that a signal can be sent to the program and its trainer together, as a terminal does.
  const child = spawn(process.execPath, [file, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, stdout, stderr })));
  return { child, ended };
}

export function runProgram(folder: string, ...args: string[]): Promise<Ended> {
  return startProgram(folder, args).ended;
}

/** The objects that `--json` printed, one a line. */
export function objectsOf({ stdout }: Ended): Record<string, unknown>[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
