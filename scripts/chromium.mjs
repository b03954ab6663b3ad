import { findOnPath, isExecutable, requirePrograms } from './debianPackages.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium or Chrome: the one that CHROME_PATH names, else one on PATH, else Debian's, installed now where
 * this is root. Throws, with what to do, where there is none.
 */
export async function findChromium(say = console.log) {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (await isExecutable(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, but that is no program. Set it to a Chromium or Chrome, or unset it.`);
  }
  for (const name of names) {
    const found = await findOnPath(name);
    if (found) return found;
  }
  await requirePrograms(['chromium'], ['chromium'], 'to drive VS Code, unless CHROME_PATH names another Chromium or Chrome', say);
  return findOnPath('chromium');
}
