/**
 * A CNN trained or evaluated by one of the engines.
 *
 * Usage: cnnWork ENGINE FOLDER KERNELS PROJECT MODEL WORK: the first four as for engineEpoch.ts, `strided` or `pooled`, and
 * `step` or `evaluation`. `TF_NUM_INTEROP_THREADS` is the number of threads, of either engine. Speaks the benchmark's line
 * protocol (see child.mjs): an epoch is 20 steps of 128 images, of which it tells the mean, or the evaluation of 10,000 images.
 */
import { createInterface } from 'node:readline';
import { initialStateDict } from '../src/core/initialization';
import type { ConvolutionLayer, LayerList } from '../src/core/layers';
import { UserError } from '../src/core/userError';
import type { Model } from '../src/engine/engine';
import { cpuMs, findEngine, readImages } from './engineParts';

const batchSize = 128;
const stepsAtOnce = 20;
const evaluatedCount = 10_000;
const evaluatedAtOnce = 1000;
const seed = 1;

const models = new Map<string, LayerList>([
  ['strided', [conv(8, { stride: 2 }), conv(16, { stride: 2 }), { kind: 'dense', outputs: 10, dropout: 0 }]],
  ['pooled', [conv(8, { pool: true }), conv(16, { pool: true }), { kind: 'dense', outputs: 10, dropout: 0 }]],
]);

function conv(filters: number, rest: Partial<ConvolutionLayer>): ConvolutionLayer {
  return { kind: 'conv', filters, kernel: 5, stride: 1, pool: false, dropout: 0, ...rest };
}

/** The mean loss of some steps, and how many there were. */
function train(model: Model, firstStep: number): { loss: number; count: number } {
  let lossSum = 0;
  for (let step = firstStep; step < firstStep + stepsAtOnce; step++) {
    const indices = Int32Array.from({ length: batchSize }, (_, row) => (step * batchSize + row) % 50_000);
    lossSum += model.step({ indices, learningRate: 0.001, step }).loss;
  }
  return { loss: lossSum / stepsAtOnce, count: stepsAtOnce };
}

function evaluate(model: Model): { loss: number; count: number } {
  let lossSum = 0;
  for (let first = 0; first < evaluatedCount; first += evaluatedAtOnce) {
    const indices = Int32Array.from({ length: evaluatedAtOnce }, (_, row) => first + row);
    lossSum += model.evaluate({ indices }).losses.reduce((sum, loss) => sum + loss, 0);
  }
  return { loss: lossSum / evaluatedCount, count: 1 };
}

async function main([engineId = '', dataFolder = '', kernelFolder = '', projectFolder = '', modelName = '', work = '']: readonly string[]): Promise<void> {
  const layers = models.get(modelName);
  if (!layers) throw new Error(`There is no model "${modelName}"`);
  const engine = findEngine(engineId, kernelFolder, projectFolder);
  const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
  const model = engine.compile({ layers, optimizer, loss: { labelSmoothing: 0 }, seed, maxRows: evaluatedAtOnce, dataset: readImages(dataFolder) });
  model.writeStateDict(initialStateDict(layers, seed));
  process.stdout.write(`ready ${engine.description}\n`);

  let step = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'epoch') break;
    const wall = performance.now();
    const cpu = cpuMs();
    const { loss, count } = work === 'step' ? train(model, step) : evaluate(model);
    step += stepsAtOnce;
    process.stdout.write(`${JSON.stringify({ wallMs: (performance.now() - wall) / count, cpuMs: (cpuMs() - cpu) / count, loss })}\n`);
  }
  model.dispose();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  process.stdout.write(`absent ${error.message}\n`);
});
