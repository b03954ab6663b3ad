import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Installs Debian's `packages` where one of `programs` is not on PATH and this is root. Throws, with what to do, where it
 * cannot. `purpose` completes "They are needed ...".
 */
export async function requirePrograms(programs, packages, purpose, say = console.log) {
  const missing = await findMissing(programs);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !(await findOnPath('apt-get'))) {
    throw new Error(`Not found on PATH: ${missing.join(', ')}. They are needed ${purpose}. Install them (Debian: apt-get install ${packages.join(' ')}).`);
  }
  say(`Installing ${packages.join(', ')} with apt-get`);
  await aptGet(['update', '-qq']);
  await aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  const absent = await findMissing(programs);
  if (absent.length > 0) throw new Error(`apt-get installed ${packages.join(', ')}, but not found on PATH: ${absent.join(', ')}.`);
}

/** The path of a program, `undefined` where PATH has none of that name. */
export async function findOnPath(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && (await isExecutable(join(folder, program)))) return join(folder, program);
  }
  return undefined;
}

export function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function findMissing(programs) {
  const found = await Promise.all(programs.map(findOnPath));
  return programs.filter((_, index) => found[index] === undefined);
}

async function aptGet(argumentList) {
  await run('apt-get', argumentList, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 2 ** 26 });
}
