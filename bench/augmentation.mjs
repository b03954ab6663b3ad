// What augmentation costs a step, for each recipe that has one.
//
// Usage: npm run bench:augmentation
import { spawnSync } from 'node:child_process';
import { dataFolder, outFolder, prepareProgram, root } from './bundle.mjs';

const program = await prepareProgram('augmentation');
const { status, stdout, stderr } = spawnSync(process.execPath, [program, dataFolder, outFolder, root], { encoding: 'utf8', env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1' } });
if (status !== 0) throw new Error(`the program ended with ${status}: ${stderr}`);
console.log('Milliseconds of a batch of 128, medians: augmentation, a step of the model on one thread');
for (const line of stdout.trim().split('\n')) {
  const { recipe, augmentMs, stepMs } = JSON.parse(line);
  console.log(`  ${recipe.padEnd(10)}${augmentMs.toFixed(1).padStart(6)}${stepMs.toFixed(1).padStart(8)}`);
}
