import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../scripts/chromium.mjs';
import { installVscode, root, vscodeFolder } from '../../scripts/vscodeInstall.mjs';
import { installExtension, quietSettings, startServer, writeSettings } from '../../scripts/vscodeServer.mjs';

const run = promisify(execFile);

declare module 'vitest' {
  interface ProvidedContext {
    /** The repository. */
    root: string;
    /** Where failures and screenshots go. */
    output: string;
    /** The packaged extension. */
    vsix: string;
    /** Holds the installed extension and the host probe. */
    extensionsFolder: string;
    /** The one VS Code that serves every scenario's window. */
    vscode: { readonly origin: string; readonly userDataFolder: string; readonly logFile: string; readonly socketWithoutFolder: string };
    /** Where the one browser is reached. */
    browser: string;
  }
}

const browserArguments = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** A page that `separateWebviews` changed comes from nowhere, in the browser's eyes, and would have to ask before it may call this machine. */
const localPages = '--disable-features=LocalNetworkAccessChecks';
/** What a runner's environment may name must not reach the extension that is tested. */
const noEngine = { MNIST_TENSORFLOW_PATH: '' };

/**
 * Prepares VS Code and Chromium, packages the extension (or takes the package MNIST_VSIX names), installs it, and starts one
 * server and one browser for all tests: each scenario has a window, a workspace and an extension host of its own in them.
 * Returns what ends both.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const output = join(root, 'build', 'e2e');
  const extensionsFolder = join(vscodeFolder, 'e2e', 'extensions');
  await rm(output, { recursive: true, force: true });
  await rm(extensionsFolder, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const executablePath = await findChromium();
  await installVscode();

  const folders = { userDataFolder: join(vscodeFolder, 'e2e', 'user-data'), extensionsFolder };
  const vsix = await packageExtension();
  await installExtension(vsix, folders);
  await installExtension(await packageHostProbe(output), folders);
  provide('root', root);
  provide('output', output);
  provide('vsix', vsix);
  provide('extensionsFolder', extensionsFolder);

  const home = await mkdtemp(join(tmpdir(), 'mnist-e2e-server-'));
  const userDataFolder = join(home, 'user-data');
  const logFile = join(home, 'server.log');
  const socketWithoutFolder = join(home, 'probe.sock');
  await writeSettings(userDataFolder, quietSettings);
  const server = await startServer({ userDataFolder, extensionsFolder, folder: home, logFile, env: { ...noEngine, HOST_PROBE_SOCKET: socketWithoutFolder } });
  const browser = await chromium.launchServer({ executablePath, args: [...browserArguments, localPages] });
  provide('vscode', { origin: new URL(server.url).origin, userDataFolder, logFile, socketWithoutFolder });
  provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
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
