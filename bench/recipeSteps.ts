/**
 * Milliseconds of a step of each recipe, of bending its images, and of the reading of one drawing, on one thread.
 *
 * Usage: recipeSteps ENGINE FOLDER KERNELS PROJECT, as for engineEpoch.ts. Prints a line of JSON for each recipe.
 */
import { Augmenter } from '../src/core/augment/augmenter';
import { initialStateDict } from '../src/core/initialization';
import { pixelCount } from '../src/core/layers';
import { configurationOf, recipes } from '../src/core/recipes';
import { findEngine, readImages } from './engineParts';

const calls = 60;
const warmUp = 20;
const [engineId = '', folder = '', kernels = '', project = ''] = process.argv.slice(2);
const { images, labels } = readImages(folder);
const engine = findEngine(engineId, kernels, project);

for (const recipe of Object.keys(recipes)) {
  const { augmentation, layers, optimizer, labelSmoothing, batchSize, seed } = configurationOf(recipe, 1);
  const model = engine.compile({ layers, optimizer, loss: { labelSmoothing }, seed, maxRows: batchSize });
  model.writeStateDict(initialStateDict(layers, seed));
  const batch = { images: images.slice(0, batchSize * pixelCount), labels: labels.slice(0, batchSize) };
  const stepMs = medianMs((step) => model.step({ ...batch, learningRate: 1e-6, step }));
  const drawing = images.slice(0, pixelCount);
  const readMs = medianMs(() => model.predict(drawing));
  const rows = Int32Array.from(batch.labels.keys());
  const augmenter = augmentation && new Augmenter(augmentation, seed);
  const bendMs = augmenter && medianMs((step) => augmenter.augment(images, labels, rows, step));
  process.stdout.write(`${JSON.stringify({ recipe, batchSize, stepMs, bendMs, readMs })}\n`);
  model.dispose();
}

/** The median time of a call, the first ones left out. */
function medianMs(call: (count: number) => unknown): number {
  const times = Array.from({ length: warmUp + calls }, (_, count) => {
    const started = performance.now();
    call(count);
    return performance.now() - started;
  });
  return times.slice(warmUp).sort((a, b) => a - b)[calls >> 1] ?? NaN;
}
