import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { quietSettings, startServer, writeSettings } from '../../scripts/vscodeServer.mjs';
import { HostProbe } from './hostProbe';

export interface EditorOptions {
  /** Beside the ones that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of scope machine, such as paths of programs. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Opens no folder. */
  readonly withoutFolder?: boolean;
}

/** A VS Code of its own, with the packaged extension in it and an empty folder open. */
export interface Editor {
  readonly page: Page;
  readonly probe: HostProbe;
  /** The folder that is open. */
  readonly workspace: string;
  /** Process id of the server, whose descendants are the extension host and the trainer. */
  readonly serverPid: number;
  /** Opens the window anew, as after closing it. */
  reopen(): Promise<void>;
  /** Writes what is needed to see why a test failed to `<folder>`: the window's picture, its console, the server's log. */
  report(folder: string): Promise<void>;
  close(): Promise<void>;
}

const startMs = 60_000;
const workbench = '.monaco-workbench .part.statusbar';
/** All lines of a run's log are in sight at once, each in a line of its own however long it is. */
const wholeLog = { 'workbench.panel.opensMaximized': 'always', '[Log]': { 'editor.wordWrap': 'off' } };
/** What a runner's environment may name must not reach the extension that is tested. */
const noEngine = { MNIST_TENSORFLOW_PATH: '' };

export async function openEditor({ settings = {}, machineSettings = {}, withoutFolder = false }: EditorOptions = {}): Promise<Editor> {
  const home = await mkdtemp(join(tmpdir(), 'mnist-e2e-'));
  const workspace = join(home, 'workspace');
  const socket = join(home, 'probe.sock');
  const logFile = join(home, 'server.log');
  const userDataFolder = join(home, 'user-data');
  await mkdir(workspace);
  await writeSettings(userDataFolder, { ...quietSettings, ...wholeLog, 'workbench.colorTheme': 'Dark Modern', ...settings }, machineSettings);
  const address = (url: string) => (withoutFolder ? `${new URL(url).origin}/?ew=true` : url);
  const server = await startServer({ userDataFolder, extensionsFolder: inject('extensionsFolder'), folder: workspace, logFile, env: { ...noEngine, HOST_PROBE_SOCKET: socket } });
  const browser = await launchBrowser();
  const consoleLines: string[] = [];
  const probe = new HostProbe(socket);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  let page = await openWindow();

  return {
    get page() {
      return page;
    },
    probe,
    workspace,
    serverPid: server.pid,
    async reopen() {
      await page.close();
      page = await openWindow();
    },
    async report(folder) {
      await mkdir(folder, { recursive: true });
      if (!page.isClosed()) await page.screenshot({ path: join(folder, 'window.png') });
      await writeFile(join(folder, 'console.log'), `${consoleLines.join('\n')}\n`);
      await cp(logFile, join(folder, 'server.log'));
      await cp(join(userDataFolder, 'logs'), join(folder, 'logs'), { recursive: true }).catch(ignoreAbsent);
      await cp(join(workspace, '.mnist'), join(folder, 'mnist'), { recursive: true }).catch(ignoreAbsent);
    },
    async close() {
      await browser.close();
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };

  async function openWindow(): Promise<Page> {
    const opened = await context.newPage();
    opened.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
    opened.on('pageerror', (error) => consoleLines.push(`uncaught: ${error.message}`));
    await opened.goto(address(server.url), { waitUntil: 'domcontentloaded', timeout: startMs });
    await opened.locator(workbench).waitFor({ timeout: startMs });
    await probe.ready();
    return opened;
  }
}

function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('chromium'),
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

function ignoreAbsent(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
