/**
 * What augmentation costs: milliseconds to bend a batch of 128 as each recipe does, and beside it a step of its model on the
 * engine wasm, on one thread. Usage: augmentation FOLDER KERNELS PROJECT. Prints a line of JSON for each recipe.
 */
import { Augmenter } from '../src/core/augment/augmenter';
import { initialStateDict } from '../src/core/initialization';
import { configurationOf, recipes } from '../src/core/recipes';
import { findEngine, readImages } from './engineParts';

const batches = 60;
const warmUp = 20;
const [folder = '', kernels = '', project = ''] = process.argv.slice(2);
const { images, labels } = readImages(folder);
const engine = findEngine('wasm', kernels, project);
const rows = Int32Array.from({ length: 128 }, (_, row) => row);

for (const recipe of Object.keys(recipes)) {
  const { augmentation, layers, optimizer, labelSmoothing, seed } = configurationOf(recipe, 1);
  if (!augmentation) continue;
  const augmenter = new Augmenter(augmentation, seed);
  const model = engine.compile({ layers, optimizer, loss: { labelSmoothing }, seed, maxRows: rows.length });
  model.writeStateDict(initialStateDict(layers, seed));
  const bent = { images: augmenter.augment(images, labels, rows, 0), labels: labels.slice(0, rows.length) };
  const augmentMs = medianMs((step) => augmenter.augment(images, labels, rows, step));
  const stepMs = medianMs((step) => model.step({ ...bent, learningRate: 1e-6, step }));
  process.stdout.write(`${JSON.stringify({ recipe, augmentMs, stepMs })}\n`);
  model.dispose();
}

/** The median time of a call, the first ones left out. */
function medianMs(call: (step: number) => unknown): number {
  const times = Array.from({ length: warmUp + batches }, (_, step) => {
    const started = performance.now();
    call(step);
    return performance.now() - started;
  });
  return times.slice(warmUp).sort((a, b) => a - b)[batches >> 1] ?? NaN;
}
