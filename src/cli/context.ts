import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { askedThreadsSchema } from '../core/configuration';
import { parse } from '../core/parse';
import { UserError } from '../core/userError';
import { runsFolder } from '../host/runStore';
import { Session } from '../host/session';
import { tensorflowCandidates } from '../host/tensorflowCandidates';
import { trainerLauncher } from '../host/trainerProcess';
import type { EngineSettings } from '../host/trainerSupervisor';
import type { EnginePreference } from '../protocol/trainerContract';
import type { Output } from './output';

/** Checkpoints of a run that are kept, as the extension's setting has it. */
export const keepCheckpoints = 50;

/** What every verb of the program works with. */
export interface Context {
  readonly output: Output;
  readonly session: Session;
  readonly workingFolder: string;
  /** The folder of the extension, above `dist`. */
  readonly extensionFolder: string;
}

/** Runs a verb with a session of its own, and ends the trainer afterwards. */
export async function withSession<T>(output: Output, work: (context: Context) => Promise<T>): Promise<T> {
  // The trainer's own words (a warning of TensorFlow's, say) go where they do not disturb the output.
  const write = (line: string) => {
    if (process.env['MNIST_LOG']) process.stderr.write(`${line}\n`);
  };
  const session = new Session(trainerLauncher(join(__dirname, 'trainer.js')), { info: write, warn: write, error: write });
  try {
    return await work({ output, session, workingFolder: process.cwd(), extensionFolder: join(__dirname, '..') });
  } finally {
    session.dispose();
  }
}

export function labFolder({ workingFolder }: Context): string {
  return join(workingFolder, '.mnist');
}

export function defaultRunsFolder(context: Context): string {
  return runsFolder(labFolder(context));
}

export function engineSettings({ extensionFolder }: Context, preference: EnginePreference, threads: number): EngineSettings {
  parse(askedThreadsSchema, threads, { code: 'threads', what: 'The option --threads', mend: 'Change it to a value within these limits.' });
  const named = process.env['MNIST_TENSORFLOW_PATH'] ?? '';
  return { preference, threads, candidates: tensorflowCandidates([{ origin: 'MNIST_TENSORFLOW_PATH', folder: named }], extensionFolder) };
}

/** What to type to run this program again: `mnist` where it is installed, else the call that ran it. */
export function programCommand(workingFolder: string): string {
  const file = process.argv[1] ?? '';
  return basename(file) === 'mnist' ? 'mnist' : `node ${relative(workingFolder, file)}`;
}

/** The version in package.json. */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string') return manifest.version;
  throw new UserError('installation-damaged', 'package.json names no version. Install MNIST Lab again.');
}
