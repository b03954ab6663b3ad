// What a step of each recipe takes on one thread, what bending its images takes beside it, and what the reading of one drawing.
//
// Usage: npm run bench:steps -- [--engine wasm]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { dataFolder, outFolder, prepareProgram, root } from './bundle.mjs';
import { formatTable } from './table.mjs';

const { values } = parseArgs({ options: { engine: { type: 'string', default: 'wasm' } } });
const program = await prepareProgram('recipeSteps');
const { status, stdout, stderr } = spawnSync(process.execPath, [program, values.engine, dataFolder, outFolder, root], {
  encoding: 'utf8',
  env: { ...process.env, TF_NUM_INTEROP_THREADS: '1' },
});
if (status !== 0) throw new Error(`the program ended with ${status}: ${stderr}`);
const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
const rows = lines.map((line) => {
  const { recipe, batchSize, stepMs, bendMs, readMs } = JSON.parse(line);
  return [recipe, String(batchSize), stepMs.toFixed(2), bendMs === null ? '' : bendMs.toFixed(2), readMs.toFixed(2)];
});
console.log(`Milliseconds on ${values.engine}, one thread, medians\n`);
console.log(formatTable(['', 'batch', 'a step', 'bending its images', 'reading a drawing'], rows).join('\n'));
