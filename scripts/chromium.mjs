import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium: the one that CHROME_PATH names, else one on PATH, else Debian's, installed now where this is root.
 * Throws, with what to do, where there is none.
 */
export async function findChromium(say = console.log) {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (await isExecutable(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, and there is no program.`);
  }
  const found = await findOnPath(names);
  if (found) return found;
  if (process.getuid?.() !== 0 || !(await findOnPath(['apt-get']))) {
    throw new Error('There is no Chromium here. Install one (Debian: apt-get install chromium), or set CHROME_PATH to a Chromium or Chrome.');
  }
  say('Installing Chromium with apt-get');
  await aptGet(['update', '-qq']);
  await aptGet(['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  const installed = await findOnPath(names);
  if (!installed) throw new Error('apt-get installed chromium, but there is no program of that name on PATH. Set CHROME_PATH.');
  return installed;
}

async function findOnPath(programs) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const program of programs) {
    for (const folder of folders) {
      if (await isExecutable(join(folder, program))) return join(folder, program);
    }
  }
  return undefined;
}

async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function aptGet(argumentList) {
  await run('apt-get', argumentList, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, maxBuffer: 2 ** 26 });
}
