import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { installation } from './vscodeInstall.mjs';

const run = promisify(execFile);
const startMs = 60_000;
const endMs = 10_000;

/** Nothing that talks to a network, asks a question or covers the window. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
};

/** Writes the settings of a user and, for those of scope machine, of the machine; before the server starts. */
export async function writeSettings(userDataFolder, user, machine = {}) {
  for (const [scope, settings] of [['User', user], ['Machine', machine]]) {
    await mkdir(join(userDataFolder, scope), { recursive: true });
    await writeFile(join(userDataFolder, scope, 'settings.json'), `${JSON.stringify(settings, undefined, 2)}\n`);
  }
}

/** Installs a packaged extension into `extensionsFolder`. */
export async function installExtension(vsix, { userDataFolder, extensionsFolder }) {
  const folders = await folderArguments({ userDataFolder, extensionsFolder });
  await run(installation.node, [installation.codeServer, ...folders, '--install-extension', vsix, '--force'], { env: environment(userDataFolder) });
}

/**
 * Starts VS Code on 127.0.0.1, on a port that is free, and waits until it serves. `stop` ends both of its processes and
 * waits until every process below them is gone.
 */
export async function startServer({ userDataFolder, extensionsFolder, folder, logFile, env = {} }) {
  const folders = await folderArguments({ userDataFolder, extensionsFolder });
  await mkdir(dirname(logFile), { recursive: true });
  const flags = ['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'];
  const server = spawn(installation.node, [installation.codeServer, ...folders, ...flags, folder], {
    env: { ...environment(userDataFolder), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: a Ctrl-C in the terminal must not end parts of it in any order.
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  server.stderr.pipe(log, { end: false });
  server.stdout.pipe(log, { end: false });
  const origin = await readOrigin(server, logFile);
  return { pid: server.pid, url: `${origin}/?folder=${encodeURIComponent(folder)}`, stop: () => stopServer(server.pid) };
}

/** `http://127.0.0.1:<port>`, from the line in which code-server says where it listens. */
function readOrigin(server, logFile) {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`VS Code did not start within ${startMs / 1000} s; see ${logFile}.`)), startMs);
    server.once('error', reject);
    server.once('exit', (code, signal) => reject(new Error(`VS Code ended while it started (${signal ?? `code ${code}`}); see ${logFile}.`)));
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const origin = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (!origin) return;
      clearTimeout(timer);
      resolve(origin);
    });
  });
}

/** code-server is two processes: the first one only watches over the second, which would outlive it for a while. */
async function stopServer(pid) {
  const processes = [pid, ...(await childrenOf(pid))];
  for (const each of processes) signal(each, 'SIGTERM');
  const deadline = Date.now() + endMs;
  while (signal(-pid, 0)) {
    if (Date.now() > deadline) signal(-pid, 'SIGKILL');
    await delay(20);
  }
}

/** Sends a signal to a process, or with a negative number to its group; false where there is none. */
function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

/** The processes that `pid` started and that still run. */
export async function childrenOf(pid) {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(async (name) => ({ pid: Number(name), parent: await parentOf(name) })));
  return all.filter(({ parent }) => parent === pid).map((child) => child.pid);
}

/** The fourth field of /proc/<pid>/stat (proc(5)); the second, the program's name in brackets, may hold spaces. */
async function parentOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(/\) \S (\d+)/.exec(stat)?.[1] ?? -1);
}

/** Everything that VS Code and code-server write goes below `userDataFolder`. */
function environment(userDataFolder) {
  const { PATH = '' } = process.env;
  return {
    ...process.env,
    PATH: `${dirname(installation.node)}:${PATH}`,
    XDG_DATA_HOME: join(userDataFolder, 'xdg-data'),
    XDG_CONFIG_HOME: join(userDataFolder, 'xdg-config'),
  };
}

async function folderArguments({ userDataFolder, extensionsFolder }) {
  const configuration = join(userDataFolder, 'code-server.yaml');
  await mkdir(userDataFolder, { recursive: true });
  await writeFile(configuration, 'auth: none\n');
  return ['--config', configuration, '--user-data-dir', userDataFolder, '--extensions-dir', extensionsFolder];
}
