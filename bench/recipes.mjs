// What the recipes reach: each trained with several seeds in the terminal program, as a user would.
//
// Usage: npm run bench:recipes -- [RECIPE ...] [--seeds 5] [--engine wasm] [--threads 0] [--drawings]. All recipes but the notebook's
// unless some are named. With --drawings it also reads the strokes of penDigits.mjs, which nothing was ever trained on.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { root } from './bundle.mjs';
import { penDigitsFile } from './penDigits.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '5' },
    engine: { type: 'string', default: 'wasm' },
    threads: { type: 'string', default: '0' },
    drawings: { type: 'boolean', default: false },
  },
});
const program = path.join(root, 'dist', 'cli.js');
const known = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).contributes.configuration.properties['mnist.recipe'].enum;
const recipes = positionals.length > 0 ? positionals : known.filter((id) => id !== 'notebook');
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
const drawings = values.drawings ? penDigitsFile() : undefined;
const folder = mkdtempSync(path.join(tmpdir(), 'mnist-recipes-'));

try {
  for (const recipe of recipes) {
    const results = [];
    for (const seed of seeds) {
      const result = await train(recipe, seed);
      if (drawings) result.drawings = await readDrawings(result.run);
      results.push(result);
      console.log(`  ${recipe}, seed ${seed}: ${Object.entries(result).flatMap(([name, value]) => (typeof value === 'number' ? `${name} ${format(name, value)}` : [])).join(', ')}`);
    }
    console.log(`${recipe} on ${values.engine}, ${seeds.length} seeds: ${['validation', 'test', 'drawings', 'seconds'].flatMap((name) => (name in results[0] ? summarise(name, results) : [])).join(', ')}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Trains once. `seconds` go from the start of the program to the last epoch's end, the loading of the dataset included. */
async function train(recipe, seed) {
  const started = performance.now();
  const result = { run: '', validation: NaN, test: NaN, seconds: NaN };
  await mnist(['train', '--recipe', recipe, '--seed', String(seed), '--out', folder], (line) => {
    if (line.type === 'start') result.run = path.join(folder, line.run);
    if (line.type === 'epoch') Object.assign(result, { validation: line.valAccuracy, seconds: (performance.now() - started) / 1000 });
    if (line.type === 'summary') result.test = line.accuracy;
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

/** Runs a verb of the terminal program and hands over what it says, line by line. */
async function mnist(words, hear) {
  const child = spawn(process.execPath, [program, ...words, '--engine', values.engine, '--threads', values.threads, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('{')) hear(JSON.parse(line));
  const code = await ended;
  if (code !== 0) throw new Error(`mnist ${words.join(' ')} ended with ${code}`);
}

/** Mean and standard deviation; of seconds the median. */
function summarise(name, results) {
  const numbers = results.map((result) => result[name]);
  if (name === 'seconds') return `${format(name, numbers.toSorted((a, b) => a - b)[numbers.length >> 1])} s`;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / Math.max(1, numbers.length - 1));
  return `${name} ${format(name, mean)} ± ${format(name, deviation)}`;
}

function format(name, value) {
  return value.toFixed(name === 'seconds' ? 1 : 4);
}
