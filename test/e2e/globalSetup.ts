import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../scripts/chromium.mjs';
import { installVscode, root, vscodeFolder } from '../../scripts/vscodeInstall.mjs';
import { installExtension } from '../../scripts/vscodeServer.mjs';

const run = promisify(execFile);

declare module 'vitest' {
  interface ProvidedContext {
    /** The repository. */
    root: string;
    /** Where failures and screenshots go. */
    output: string;
    /** The packaged extension. */
    vsix: string;
    /** A Chromium or Chrome. */
    chromium: string;
    /** Holds the installed extension and the host probe. */
    extensionsFolder: string;
  }
}

/** Prepares VS Code and Chromium, packages the extension (or takes the package MNIST_VSIX names) and installs it. */
export default async function setup({ provide }: TestProject): Promise<void> {
  const output = join(root, 'build', 'e2e');
  const extensionsFolder = join(vscodeFolder, 'e2e', 'extensions');
  await rm(output, { recursive: true, force: true });
  await rm(extensionsFolder, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const chromium = await findChromium();
  await installVscode();

  const folders = { userDataFolder: join(vscodeFolder, 'e2e', 'user-data'), extensionsFolder };
  const vsix = await packageExtension();
  await installExtension(vsix, folders);
  await installExtension(await packageHostProbe(output), folders);
  provide('root', root);
  provide('output', output);
  provide('vsix', vsix);
  provide('chromium', chromium);
  provide('extensionsFolder', extensionsFolder);
}

async function packageExtension(): Promise<string> {
  const given = process.env['MNIST_VSIX'];
  if (given) return resolve(given);
  await run('npm', ['run', '--silent', 'package'], { cwd: root, maxBuffer: 2 ** 26 });
  return join(root, 'mnist-lab.vsix');
}

async function packageHostProbe(output: string): Promise<string> {
  const vsix = join(output, 'host-probe.vsix');
  const vsce = join(root, 'node_modules', '.bin', 'vsce');
  await run(vsce, ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix], { cwd: join(root, 'test', 'e2e', 'hostProbe') });
  return vsix;
}
