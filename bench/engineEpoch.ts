/**
 * The notebook's model trained by one of the engines, through the interface and in the steps of the trainer's loop.
 *
 * Usage: engineEpoch ENGINE FOLDER KERNELS PROJECT OPTIMIZER: `wasm` or `tensorflow`, the folder of the raw IDX files, that of
 * the WebAssembly kernels, the project's, and `sgd`, `momentum` or `adam`. Speaks the benchmark's line protocol (see child.mjs).
 */
import { createInterface } from 'node:readline';
import { plainSgd, type OptimizerSpec } from '../src/core/optimizer';
import { UserError } from '../src/core/userError';
import { compileForTiming, trainEpoch } from '../src/trainer/epochTime';
import { cpuMs, findEngine, imageCount, readImages } from './engineParts';

const optimizers = new Map<string, OptimizerSpec>([
  ['sgd', plainSgd],
  ['momentum', { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 }],
  ['adam', { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }],
]);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main([engineId = '', dataFolder = '', kernelFolder = '', projectFolder = '', optimizerName = '']: readonly string[]): Promise<void> {
  const optimizer = optimizers.get(optimizerName);
  if (!optimizer) throw new Error(`There is no optimizer "${optimizerName}"`);
  const engine = findEngine(engineId, kernelFolder, projectFolder);
  const model = compileForTiming(engine, readImages(dataFolder), optimizer);
  const rows = Int32Array.from({ length: imageCount }, (_, row) => row);
  print(`ready ${engine.description}`);

  let epoch = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'epoch') break;
    const wall = performance.now();
    const cpu = cpuMs();
    const loss = trainEpoch(model, rows, epoch++);
    print(JSON.stringify({ wallMs: performance.now() - wall, cpuMs: cpuMs() - cpu, loss }));
  }
  model.dispose();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  print(`absent ${error.message}`);
});
