// Trains for a long time and shows that memory stays as it is.
//
// Usage: npm run soak -- [--epochs 500] [--engine wasm]. Writes its figures to build/soak-ENGINE.json.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { dataFolder, outFolder, prepareProgram, root } from './bundle.mjs';

/** From the second figure on: what grows with every epoch has grown fivefold from epoch 100 to 500. */
const growth = { rss: 1.1, heap: 1.1, wasm: 1, tensors: 1 };
const mebibyte = 2 ** 20;

const { values } = parseArgs({ options: { epochs: { type: 'string', default: '500' }, engine: { type: 'string', default: 'wasm' } } });
const program = await prepareProgram('soakRun');
const child = spawn(process.execPath, ['--expose-gc', program, values.engine, dataFolder, outFolder, root, values.epochs], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, TF_NUM_INTEROP_THREADS: '1' },
});
const ended = new Promise((resolve) => child.once('close', resolve));

const figures = [];
console.log('epoch   resident MiB   heap MiB   wasm MiB   tensors');
for await (const line of createInterface({ input: child.stdout })) {
  if (!line.startsWith('{"epoch"')) continue;
  const figure = JSON.parse(line);
  figures.push(figure);
  const mib = (bytes, width) => (bytes / mebibyte).toFixed(1).padStart(width);
  console.log(`${String(figure.epoch).padStart(5)}${mib(figure.rss, 15)}${mib(figure.heap, 11)}${mib(figure.wasm, 11)}${String(figure.tensors).padStart(10)}`);
}
const code = await ended;
if (code !== 0) throw new Error(`the run ended with ${code}`);

const [, settled = figures[0]] = figures;
const last = figures.at(-1);
const grown = Object.keys(growth).filter((what) => last[what] > settled[what] * growth[what]);
const file = path.join(root, 'build', `soak-${values.engine}.json`);
writeFileSync(file, `${JSON.stringify({ engine: values.engine, figures, grown }, undefined, 2)}\n`);
console.log(grown.length === 0 ? `Flat from epoch ${settled.epoch} on.` : `Grown since epoch ${settled.epoch}: ${grown.join(', ')}.`);
console.log(`Written to ${path.relative(process.cwd(), file)}`);
if (grown.length > 0) process.exitCode = 1;
