// What the recipes reach: each trained with several seeds in the terminal program, as a user would.
//
// Usage: npm run bench:recipes -- [RECIPE ...] [--seeds 5] [--engine wasm] [--threads 0] [--drawings] [--pytorch] [--epochs N]. All
// recipes but the notebook's unless some are named. With --drawings it also reads the strokes of penDigits.mjs, which nothing was
// ever trained on. With --pytorch, after each run PyTorch trains the recipe too, by the script that "Copy as PyTorch Script" gives,
// with as many threads, which then must be given; MNIST_PYTHON names the Python that has it (default python3). --epochs is for a
// quick look at times and memory.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { dataFolder, prepareProgram, root } from './bundle.mjs';
import { penDigitsFile } from './penDigits.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '5' },
    engine: { type: 'string', default: 'wasm' },
    threads: { type: 'string', default: '0' },
    drawings: { type: 'boolean', default: false },
    pytorch: { type: 'boolean', default: false },
    epochs: { type: 'string' },
  },
});
if (values.pytorch && values.threads === '0') throw new Error('With --pytorch say how many --threads both may have');
if (values.pytorch && values.epochs) throw new Error('The script for PyTorch has the epochs of the recipe');
const program = path.join(root, 'dist', 'cli.js');
const known = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).contributes.configuration.properties['mnist.recipe'].enum;
const recipes = positionals.length > 0 ? positionals : known.filter((id) => id !== 'notebook');
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
const drawings = values.drawings ? penDigitsFile() : undefined;
const scriptWriter = values.pytorch ? await prepareProgram('pytorchScript') : undefined;
const folder = mkdtempSync(path.join(tmpdir(), 'mnist-recipes-'));

try {
  for (const recipe of recipes) {
    const [ours, theirs] = [[], []];
    for (const seed of seeds) {
      const result = await train(recipe, seed);
      if (drawings) result.drawings = await readDrawings(result.run);
      ours.push(result);
      console.log(`  ${recipe}, seed ${seed}: ${list(result)}`);
      if (!scriptWriter) continue;
      theirs.push(await trainInPytorch(recipe, seed));
      console.log(`  PyTorch, seed ${seed}: ${list(theirs.at(-1))}`);
    }
    console.log(`${recipe} on ${values.engine}, ${seeds.length} seeds: ${summary(ours)}`);
    if (theirs.length === 0) continue;
    console.log(`${recipe} in PyTorch, ${seeds.length} seeds: ${summary(theirs)}; of its time ours is ${(medianSeconds(ours) / medianSeconds(theirs)).toFixed(2)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * Trains once. `seconds` go from the start of the program to the last epoch's end, the loading of the dataset included. `memory` is
 * the most that the trainer was resident with until then, in MB, where the system has /proc.
 */
async function train(recipe, seed) {
  const started = performance.now();
  const result = { run: '', validation: NaN, test: NaN, seconds: NaN };
  const shorter = values.epochs ? ['--epochs', values.epochs] : [];
  await mnist(['train', '--recipe', recipe, '--seed', String(seed), '--out', folder, ...shorter], (line, pid) => {
    if (line.type === 'start') result.run = path.join(folder, line.run);
    if (line.type === 'epoch') Object.assign(result, { validation: line.valAccuracy, seconds: (performance.now() - started) / 1000, ...peakMemory(pid) });
    if (line.type === 'summary') result.test = line.accuracy;
  });
  return result;
}

/** Of the program's trainer, its only child. */
function peakMemory(pid) {
  const children = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(children)) return {};
  const status = readFileSync(`/proc/${readFileSync(children, 'utf8').trim()}/status`, 'utf8');
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  return { memory: (kibibytes * 1024) / 1e6 };
}

/** The same in PyTorch. `seconds` go from the start of Python to the last epoch's end. */
async function trainInPytorch(recipe, seed) {
  const script = path.join(folder, 'train.py');
  writeFileSync(script, execFileSync(process.execPath, [scriptWriter, recipe, String(seed)]));
  const started = performance.now();
  const child = spawn(process.env.MNIST_PYTHON || 'python3', ['-u', script, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: values.threads },
  });
  const result = { validation: NaN, test: NaN, seconds: NaN };
  await hearLines(child, (line) => {
    const [, validation, test] = /val_acc: ([\d.]+)|^Test: .* accuracy ([\d.]+)/.exec(line) ?? [];
    if (validation) Object.assign(result, { validation: Number(validation), seconds: (performance.now() - started) / 1000 });
    if (test) result.test = Number(test);
  });
  return result;
}

/** The part of the pen's digits that a run's last checkpoint reads right. */
async function readDrawings(run) {
  let accuracy = NaN;
  await mnist(['predict', run, '--strokes', drawings], (line) => {
    if (line.type === 'summary') accuracy = line.accuracy;
  });
  return accuracy;
}

/** Runs a verb of the terminal program and hands over what it says. */
async function mnist(words, hear) {
  const child = spawn(process.execPath, [program, ...words, '--engine', values.engine, '--threads', values.threads, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await hearLines(child, (line) => {
    if (line.startsWith('{')) hear(JSON.parse(line), child.pid);
  });
}

/** Hands over a program's lines until it has ended. Throws where that was with a fault. */
async function hearLines(child, hear) {
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) hear(line);
  const code = await ended;
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`);
}

function list(result) {
  return ['validation', 'test', 'drawings', 'seconds', 'memory'].flatMap((name) => (name in result ? `${name} ${format(name, result[name])}` : [])).join(', ');
}

/** Means and standard deviations; of seconds the median, of memory the most. */
function summary(results) {
  const shares = ['validation', 'test', 'drawings'].flatMap((name) => (name in results[0] ? summarise(name, results) : []));
  const memory = 'memory' in results[0] ? `, ${Math.max(...results.map((result) => result.memory)).toFixed(0)} MB` : '';
  return `${shares.join(', ')}, ${format('seconds', medianSeconds(results))} s${memory}`;
}

function summarise(name, results) {
  const numbers = results.map((result) => result[name]);
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / Math.max(1, numbers.length - 1));
  return `${name} ${format(name, mean)} ± ${format(name, deviation)}`;
}

function medianSeconds(results) {
  return results.map(({ seconds }) => seconds).toSorted((a, b) => a - b)[results.length >> 1];
}

function format(name, value) {
  return value.toFixed({ seconds: 1, memory: 0 }[name] ?? 4);
}
