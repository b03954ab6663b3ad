import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { formatModule } from '../../src/core/formats/pytorchModule';
import { initialStateDict } from '../../src/core/initialization';
import { models, modelIdSchema } from '../../src/core/models';
import { elementCount, type StateDict } from '../../src/core/stateDict';
import { describeEveryEngine } from './everyEngine';
import { mix, referenceImages } from './optimizerInputs';

const caseSchema = v.object({ module: v.string(), shapes: v.record(v.string(), v.array(v.number())), logits: v.array(v.array(v.number())) });
type Reference = v.InferOutput<typeof caseSchema>;

/** What PyTorch computed: see modelReference.py. */
const stored = v.parse(v.object({ models: v.record(v.string(), caseSchema) }), JSON.parse(readFileSync(new URL('modelReference.json', import.meta.url), 'utf8')));
const references = Object.entries(stored.models).map(([id, reference]) => [v.parse(modelIdSchema, id), reference] as const);

const rows = 3;
const images = referenceImages().images.subarray(0, rows * 784);

/** The parameters of modelReference.py. */
function parametersOf({ shapes }: Reference): StateDict {
  return new Map(
    Object.entries(shapes).map(([name, shape], place) => {
      const inputs = shape.length > 1 ? elementCount(shape.slice(1)) : 64;
      const bitLength = Math.floor(Math.log2(inputs)) + 1;
      const scale = 2 ** -(10 + (bitLength >> 1));
      return [name, { shape, data: Float32Array.from({ length: elementCount(shape) }, (_, i) => ((mix((place << 20) | i) % 4096) - 2047.5) * scale) }];
    }),
  );
}

/** Logits less the logarithm of the sum of their exponentials, which leaves the same probabilities. */
function logProbabilities(logits: readonly number[]): number[] {
  const logarithm = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return logits.map((logit) => logit - logarithm);
}

test('every model of the catalogue has been through PyTorch', () => {
  expect(references.map(([id]) => id)).toEqual(Object.keys(models));
});

describe.each(references)('%s', (id, reference) => {
  test('is written for PyTorch as the module that made the stored logits', () => {
    expect(formatModule(models[id].layers)).toBe(reference.module);
  });

  test("begins with a state dict of the module's names and shapes", () => {
    const shapes = [...initialStateDict(models[id].layers, 1)].map(([name, { shape }]) => [name, shape]);
    expect(shapes).toEqual(Object.entries(reference.shapes));
  });
});

describeEveryEngine('the catalogue', (compile) => {
  test.each(references)('%s has the logits of PyTorch', (id, reference) => {
    const model = compile(10, { layers: models[id].layers, parameters: parametersOf(reference) });
    reference.logits.forEach((logits, row) => {
      // The loss of a row with a label is the negative logarithm of the label's probability.
      const image = images.subarray(row * 784, (row + 1) * 784);
      const tenTimes = Uint8Array.from({ length: 7840 }, (_, position) => image[position % 784] ?? 0);
      const { losses } = model.evaluate({ images: tenTimes, labels: Uint8Array.from({ length: 10 }, (_, digit) => digit) });
      const difference = Math.max(...logProbabilities(logits).map((expected, digit) => Math.abs(expected + (losses[digit] ?? NaN))));
      expect(difference).toBeLessThan(2e-6);
    });
    model.dispose();
  });
});
