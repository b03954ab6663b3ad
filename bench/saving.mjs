// What share of the training time saving holds the loop, with the notebook's epoch as the hard case: it is the shortest.
//
// Usage: npm run bench:saving -- [--engine wasm] [--epochs 20] [--rounds 15]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { dataFolder, outFolder, prepareProgram, root } from './bundle.mjs';

const limit = 0.05;

const { values } = parseArgs({
  options: { engine: { type: 'string', default: 'wasm' }, epochs: { type: 'string', default: '20' }, rounds: { type: 'string', default: '15' } },
});
const program = await prepareProgram('savingShare');
const { status, stdout, stderr } = spawnSync(process.execPath, [program, values.engine, dataFolder, outFolder, root, values.epochs, values.rounds], {
  encoding: 'utf8',
  env: { ...process.env, TF_NUM_INTEROP_THREADS: '1' },
});
if (status !== 0) throw new Error(`the program ended with ${status}: ${stderr}`);

// TensorFlow prints lines of its own before.
const { saved, unsaved } = JSON.parse(stdout.trim().split('\n').at(-1));
console.log(`An epoch on ${values.engine}, medians of ${values.rounds} rounds of ${values.epochs} epochs, and of what each round's share of saving was:`);
const wall = report('wallMs', 'ms');
report('cpuMs', 'ms of processor time, of the threads that write too');
console.log(`Saving holds the training at most ${100 * limit} % of its time: ${wall <= limit ? 'holds' : 'does not hold'}`);
if (wall > limit) process.exitCode = 1;

/** Prints what saving adds to a time; returns the share, the median of those of each round beside its own unsaved one. */
function report(time, unit) {
  const [withSaving, without] = [saved, unsaved].map((rounds) => median(rounds.map((round) => round[time])));
  const share = median(saved.map((round, index) => 1 - unsaved[index][time] / round[time]));
  console.log(`  ${withSaving.toFixed(1)} saved, ${without.toFixed(1)} unsaved: ${(100 * share).toFixed(1)} % (${unit})`);
  return share;
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
