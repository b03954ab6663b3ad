import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { requirePrograms } from './debianPackages.mjs';

const run = promisify(execFile);

/** The repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** All that a VS Code to try and test in needs, outside git. */
export const vscodeFolder = join(root, '.vscode-test');

const nodePackage = `node-linux-${process.arch}`;

/** code-server 4.139.1 is VS Code 1.139.1 served to a browser; it needs the Node of its own major version. */
const packages = { 'code-server': '4.139.1', [nodePackage]: '24.21.0' };

const installFolder = join(vscodeFolder, 'install');
const stampFile = join(installFolder, 'installed.json');

/** Where the parts of the installed VS Code are. */
export const installation = {
  node: join(installFolder, 'node_modules', nodePackage, 'bin', 'node'),
  codeServer: join(installFolder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
};

/**
 * Installs VS Code from the npm registry, once: a stamp names the versions that are there. No package's install script
 * runs; what code-server's own would do is done here. Throws where this is not Linux on x64 or arm64, where the programs
 * that compile one part are absent and cannot be installed, or npm fails.
 */
export async function installVscode(say = console.log) {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(`The VS Code to test in runs on Linux, x64 or arm64, and this is ${process.platform} ${process.arch}. Use a container or a virtual machine.`);
  }
  const stamp = `${JSON.stringify(packages)}\n`;
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  await requirePrograms(['make', 'g++', 'python3'], ['make', 'g++', 'python3'], 'to compile a part of VS Code', say);
  say(`Installing VS Code (code-server ${packages['code-server']}, Node ${packages[nodePackage]}) into .vscode-test: about a minute, 0.8 GB`);
  await rm(installFolder, { recursive: true, force: true });
  await mkdir(installFolder, { recursive: true });
  await writeFile(join(installFolder, 'package.json'), '{ "private": true }\n');
  await npm(installFolder, ['install', '--save-exact', '--ignore-scripts', ...Object.entries(packages).map(([name, version]) => `${name}@${version}`)]);
  await finishCodeServer(join(installFolder, 'node_modules', 'code-server', 'lib', 'vscode'));
  await writeFile(stampFile, stamp);
}

/**
 * What code-server's install script does. Of its native parts only the one that writes log files is compiled: without it an
 * output channel stays empty.
 */
async function finishCodeServer(folder) {
  await npm(folder, ['install', '--omit=dev', '--ignore-scripts']);
  await npm(join(folder, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);
  await npm(folder, ['rebuild', '@vscode/spdlog'], {
    PATH: `${dirname(installation.node)}${delimiter}${process.env.PATH ?? ''}`,
    npm_config_nodedir: join(installFolder, 'node_modules', nodePackage),
    npm_config_jobs: 'max',
  });
  await link('code-linux.sh', join(folder, 'bin', 'remote-cli', 'code-server'));
  await link('browser-linux.sh', join(folder, 'bin', 'helpers', 'browser.sh'));
}

async function link(target, path) {
  await rm(path, { force: true });
  await symlink(target, path);
}

async function npm(cwd, argumentList, env = {}) {
  await run('npm', [...argumentList, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
}
