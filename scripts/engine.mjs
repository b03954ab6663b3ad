// `npm run engine`: puts a working @tensorflow/tfjs-node into .engine/, which git ignores. Plain Node, no dependencies, so
// that it runs before `npm ci`; it needs npm and, where it builds, pip and g++.
//
//   node scripts/engine.mjs [FOLDER]       FOLDER is .engine unless given
//
// 1. An installation that passes the self-test is left alone.
// 2. The npm packages are installed without their install scripts, because the package's own one downloads TensorFlow from
//    a host that is refused in some places, and npm then only leaves the package out.
// 3. That host is asked first, which takes a moment where it is refused. Where it answers, the package's own script runs.
// 4. Else, on Linux x64, TensorFlow comes out of the wheel on PyPI (no Python code of it is used) and one call of g++ compiles
//    the package's binding against it.
// 5. The self-test, in a process of its own: loading a native library that does not fit can end a process.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const packageName = '@tensorflow/tfjs-node';
const packages = { [packageName]: '4.22.0', 'node-api-headers': '1.9.0' };

// What the install script of tfjs-node 4.22.0 downloads on Linux (its scripts/install.js, with the variable that it heeds);
// asked for here, not fetched.
const downloadBase = process.env.TFJS_NODE_BASE_URI || 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-';
const downloadProbe = `${downloadBase}cpu-linux-x86_64-2.9.1.tar.gz`;
const probeTimeoutMs = 10_000;

// The newest line of TensorFlow whose C API the binding of tfjs-node 4.22.0 compiles against unchanged. The hash is the one
// that PyPI lists for the wheel of CPython 3.11 on x86_64; any Python's pip can unpack it.
const wheel = {
  requirement: 'tensorflow-cpu==2.15.1 --hash=sha256:54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  python: '3.11',
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  headers: ['tensorflow/c', 'tensorflow/core/platform', 'tsl'],
};

/** Something that a person can mend; every other error is a bug of this script. */
class SetupError extends Error {}

if (process.argv[2] === '--self-test') {
  selfTest(process.argv[3] ?? '');
} else {
  await main(path.resolve(process.argv[2] ?? fileURLToPath(new URL('../.engine', import.meta.url))));
}

async function main(folder) {
  const start = Date.now();
  try {
    const working = runSelfTest(folder);
    if (working.passed) {
      console.log(`${working.report}: already in ${folder} (${seconds(start)}).`);
      return;
    }
    if (existsSync(installedPackage(folder))) console.log(`What is in ${folder} does not work (${working.reason}); it is made anew.`);
    await install(folder);
    const made = runSelfTest(folder);
    if (!made.passed) throw new SetupError(`The installation in ${folder} fails its self-test: ${made.reason}`);
    console.log(`${made.report}: in ${folder}, ${megabytes(folder)} (${seconds(start)}).`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function install(folder) {
  clear(folder);
  await step('npm packages', folder, () => installPackages(folder));
  const canBuild = process.platform === 'linux' && process.arch === 'x64';
  const refusal = canBuild ? await probeDownload() : undefined;
  if (refusal === undefined) {
    await step("TensorFlow by the package's own download", folder, () => runInstallScript(folder));
    return;
  }
  console.log(`The package's own download is not reachable (${refusal}): TensorFlow is taken from PyPI and the binding compiled here.`);
  requireTool('g++', ['--version'], 'g++ is missing: install it (Debian and Ubuntu: apt install g++), then run this again.');
  const pip = 'pip is missing: install it (Debian and Ubuntu: apt install python3-pip), then run this again.';
  requireTool('python3', ['-m', 'pip', '--version'], pip);
  await step('TensorFlow from PyPI', folder, () => unpackWheel(folder));
  await step('the binding', folder, () => compileBinding(folder));
}

/** Empties the folder of an installation; of a link, only the link goes. */
function clear(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(folder);
  mkdirSync(folder, { recursive: true });
  for (const name of ['node_modules', 'package.json', 'package-lock.json', 'wheel']) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

function installPackages(folder) {
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify({ private: true, dependencies: packages }, null, 2)}\n`);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  npm(['install', ...options], folder, 'npm could not install the packages. Is the npm registry reachable?');
}

/** Why the host of the package's own download does not answer, or `undefined` where it does. */
async function probeDownload() {
  try {
    const { ok, status } = await fetch(downloadProbe, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) });
    return ok ? undefined : `it answers ${status}`;
  } catch (error) {
    return oneLine(error.cause?.message ?? error.message);
  }
}

function runInstallScript(folder) {
  const hint =
    process.platform === 'linux' && process.arch === 'x64'
      ? 'The package could not download TensorFlow.'
      : `The package could not download TensorFlow, and building it is prepared for Linux x64 only, not for ${process.platform} ${process.arch}. The engine wasm works everywhere.`;
  npm(['rebuild', packageName, '--foreground-scripts'], folder, hint);
}

/** pip checks the wheel's hash and unpacks it; the libraries and C headers move to where the package looks for them. */
function unpackWheel(folder) {
  const temporary = path.join(folder, 'wheel');
  mkdirSync(temporary, { recursive: true });
  const requirements = path.join(temporary, 'requirements.txt');
  const unpacked = path.join(temporary, 'unpacked');
  writeFileSync(requirements, `${wheel.requirement}\n`);
  const options = ['--require-hashes', '--no-deps', '--no-compile', '--only-binary=:all:', '--python-version', wheel.python];
  // pip unpacks beside its target before it moves the files: in the same folder, moving is renaming.
  run('python3', ['-m', 'pip', 'install', '--quiet', '--no-warn-conflicts', ...options, '--target', unpacked, '-r', requirements], {
    env: { ...process.env, TMPDIR: temporary },
    failure: 'pip could not fetch the wheel of TensorFlow. Is PyPI reachable, and is this glibc (not Alpine)?',
  });
  const dependencies = path.join(installedPackage(folder), 'deps');
  for (const name of wheel.libraries) move(path.join(unpacked, 'tensorflow', name), path.join(dependencies, 'lib', name));
  for (const name of wheel.headers) move(path.join(unpacked, 'tensorflow/include', name), path.join(dependencies, 'include', name));
  rmSync(temporary, { recursive: true, force: true });
}

function compileBinding(folder) {
  const addon = installedPackage(folder);
  const target = path.join(addon, 'lib/napi-v8');
  mkdirSync(target, { recursive: true });
  const headers = [path.join(folder, 'node_modules/node-api-headers/include'), addon, path.join(addon, 'deps/include')];
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => path.join(addon, 'binding', name));
  const libraries = [`-L${path.join(addon, 'deps/lib')}`, ...wheel.libraries.map((name) => `-l:${name}`), '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  const options = ['-std=c++17', '-O2', '-shared', '-fPIC', '-DNAPI_VERSION=8', ...headers.map((header) => `-I${header}`)];
  const output = path.join(target, 'tfjs_binding.node');
  run('g++', [...options, '-o', output, ...sources, ...libraries], { failure: "g++ could not compile the package's binding." });
}

/** Loads the package and multiplies two matrices of ones. Ends the process with 1 and a line on stderr where that fails. */
function selfTest(folder) {
  const requirePackage = createRequire(path.join(folder, 'package.json'));
  // tfjs-node 4.22.0 calls two functions that Node 23 removed from `util`.
  const util = requirePackage('node:util');
  util.isNullOrUndefined ??= (value) => value == null;
  util.isArray ??= Array.isArray;
  try {
    const tf = requirePackage(installedPackage(folder));
    const [sum] = tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).sum().dataSync();
    if (tf.getBackend() !== 'tensorflow' || sum !== 12) throw new Error(`the sum of 2x3 times 3x2 ones is ${sum} on ${tf.getBackend()}, not 12`);
    const { TF_Version: library } = tf.backend().binding;
    console.log(`${packageName} ${tf.version['tfjs-node']} with TensorFlow ${library} works on Node ${process.version}`);
  } catch (error) {
    console.error(oneLine(error.message));
    process.exitCode = 1;
  }
}

function runSelfTest(folder) {
  if (!existsSync(installedPackage(folder))) return { passed: false, reason: 'nothing is there' };
  const script = fileURLToPath(import.meta.url);
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [script, '--self-test', folder], { env, encoding: 'utf8' });
  if (status === 0) return { passed: true, report: stdout.trim() };
  return { passed: false, reason: signal === null ? oneLine(stderr) : `the process ended with ${signal}` };
}

function installedPackage(folder) {
  return path.join(folder, 'node_modules', packageName);
}

/** npm is a script of a shell on Windows. Under `npm run`, the same npm is used. */
function npm(args, cwd, failure) {
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith('.js')) run(process.execPath, [npmScript, ...args], { cwd, failure });
  else run('npm', args, { cwd, failure, shell: process.platform === 'win32' });
}

function requireTool(command, args, sentence) {
  if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) throw new SetupError(sentence);
}

function run(command, args, { failure, ...options }) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26, ...options });
  if (error) throw new SetupError(`${failure} (${command}: ${error.message})`);
  if (status !== 0) throw new SetupError(`${failure}\n${`${stdout}${stderr}`.trim().split('\n').slice(-12).join('\n')}`);
}

async function step(name, folder, work) {
  const start = Date.now();
  const before = sizeBytes(folder);
  await work();
  console.log(`${name}: ${((sizeBytes(folder) - before) / 1e6).toFixed(0)} MB, ${seconds(start)}`);
}

function move(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  renameSync(from, to);
}

function sizeBytes(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

function megabytes(folder) {
  return `${(sizeBytes(folder) / 1e6).toFixed(0)} MB`;
}

function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}
