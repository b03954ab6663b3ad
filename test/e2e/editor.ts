import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { quietSettings, writeSettings } from '../../scripts/vscodeServer.mjs';
import { HostProbe } from './hostProbe';
import { PageMessages } from './pageMessages';
import { waitForExit } from './trainerProcess';
import { separateWebviews } from './webviewSites';
import { runCommand } from './workbench';

export interface EditorOptions {
  /** Beside the ones that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of scope machine, such as paths of programs. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Opens no folder. */
  readonly withoutFolder?: boolean;
  /** The window's size in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of the screen to one of the page. */
  readonly scale?: number;
  /** Each webview has a process of its own, as on the desktop. */
  readonly ownSites?: boolean;
}

/** A window of VS Code as if it was never used before, with the packaged extension in it and an empty folder open. */
export interface Editor {
  readonly page: Page;
  readonly probe: HostProbe;
  /** The folder that is open. */
  readonly workspace: string;
  /** What the window's developer console said so far: the kind, then the text. */
  readonly consoleLines: readonly string[];
  /** What our pages said there. */
  readonly pageMessages: PageMessages;
  /** Ends the extension host (SIGKILL) with its window, and opens that anew, as after a crash of VS Code. */
  crash(): Promise<void>;
  /** Opens the window anew, as after closing it. */
  reopen(): Promise<void>;
  /** Loads the window anew, by VS Code's own command. */
  reload(): Promise<void>;
  /** Writes what is needed to see why a test failed to `<folder>`: the window's picture, its console, the server's log. Prints the window's words. */
  report(folder: string): Promise<void>;
  close(): Promise<void>;
}

const startMs = 60_000;
const endMs = 3_000;
const workbench = '.monaco-workbench .part.statusbar';
const defaultSize = { width: 1280, height: 800 };
/** Scenarios that are not about what is learned learn in two seconds. */
const quickRecipe = { 'mnist.recipe': 'notebook' };
/** All lines of a run's log are in sight at once, each in a line of its own however long it is. */
const wholeLog = { 'workbench.panel.opensMaximized': 'always', '[Log]': { 'editor.wordWrap': 'off' } };

export async function openEditor({ settings = {}, machineSettings = {}, withoutFolder = false, size = defaultSize, scale = 1, ownSites = false }: EditorOptions = {}): Promise<Editor> {
  const { origin, userDataFolder, logFile, socketWithoutFolder } = inject('vscode');
  const home = await mkdtemp(join(tmpdir(), 'mnist-e2e-'));
  const workspace = join(home, 'workspace');
  await mkdir(workspace);
  // A window reads the user's settings when it opens; what the last scenario changed in them goes.
  await writeSettings(userDataFolder, { ...quietSettings, ...wholeLog, ...quickRecipe, 'workbench.colorTheme': 'Dark Modern', ...settings }, machineSettings);
  await rm(join(userDataFolder, 'User', 'globalStorage', 'mnist-lab.mnist-lab'), { recursive: true, force: true });
  const address = withoutFolder ? `${origin}/?ew=true` : `${origin}/?folder=${encodeURIComponent(workspace)}`;
  const context = await browserContext(scale);
  const consoleLines: string[] = [];
  const pageMessages = new PageMessages();
  const probe = new HostProbe(withoutFolder ? socketWithoutFolder : join(home, 'probe.sock'));
  await forgetWindows(context, origin);
  let page = await openWindow();
  let hostPid = await probe.pid();

  return {
    get page() {
      return page;
    },
    probe,
    workspace,
    consoleLines,
    pageMessages,
    async crash() {
      process.kill(await probe.pid(), 'SIGKILL');
      await page.close();
      // What was killed has left its socket behind.
      await rm(join(home, 'probe.sock'), { force: true });
      page = await openWindow();
      hostPid = await probe.pid();
    },
    async reopen() {
      await closeWindow();
      page = await openWindow();
      hostPid = await probe.pid();
    },
    async reload() {
      await runCommand(page, 'Developer: Reload Window');
      await waitForExit(hostPid);
      await probe.ready();
      hostPid = await probe.pid();
    },
    async report(folder) {
      await mkdir(folder, { recursive: true });
      if (!page.isClosed()) await page.screenshot({ path: join(folder, 'window.png') });
      await writeFile(join(folder, 'console.log'), `${consoleLines.join('\n')}\n`);
      await cp(logFile, join(folder, 'server.log'));
      await cp(join(userDataFolder, 'logs'), join(folder, 'logs'), { recursive: true }).catch(ignoreAbsent);
      await cp(join(workspace, '.mnist'), join(folder, 'mnist'), { recursive: true }).catch(ignoreAbsent);
      // Of a CI's run often nothing but what it printed can be seen.
      if (!page.isClosed()) process.stderr.write(`The window showed: ${(await page.locator('body').innerText()).replaceAll(/\s+/g, ' ')}\n`);
    },
    async close() {
      await closeWindow();
      await rm(home, { recursive: true, force: true });
    },
  };

  async function openWindow(): Promise<Page> {
    const opened = await context.newPage();
    await opened.setViewportSize(size);
    opened.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
    opened.on('pageerror', (error) => consoleLines.push(`uncaught: ${error.message}`));
    pageMessages.listen(opened);
    if (ownSites) await separateWebviews(opened, origin);
    await opened.goto(address, { waitUntil: 'domcontentloaded', timeout: startMs });
    await opened.locator(workbench).waitFor({ timeout: startMs });
    await probe.ready();
    return opened;
  }

  /** The extension host ends with its window; what does not must not disturb the next scenario. */
  async function closeWindow(): Promise<void> {
    const pid = await probe.pid().catch(() => hostPid);
    await page.close();
    await waitForExit(pid, endMs).catch(() => process.kill(pid, 'SIGKILL'));
  }
}

let context: Promise<BrowserContext> | undefined;

/** One for all scenarios, of the first one's scale: VS Code's scripts and the webviews' service worker are loaded once. It ends with the browser. */
function browserContext(scale: number): Promise<BrowserContext> {
  context ??= chromium.connect(inject('browser')).then((browser) => browser.newContext({ viewport: defaultSize, deviceScaleFactor: scale }));
  return context;
}

/** Deletes what VS Code keeps in the browser of earlier windows: which views were open, where they were moved, and how large. */
async function forgetWindows(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/healthz`);
  await page.evaluate(async () => {
    localStorage.clear();
    const deleteDatabase = (name: string) =>
      new Promise<void>((resolve, reject) => {
        const deletion = indexedDB.deleteDatabase(name);
        deletion.onsuccess = () => resolve();
        deletion.onerror = () => reject(new Error(`The database ${name} could not be deleted.`));
      });
    for (const { name } of await indexedDB.databases()) if (name !== undefined) await deleteDatabase(name);
  });
  await page.close();
}

function ignoreAbsent(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
