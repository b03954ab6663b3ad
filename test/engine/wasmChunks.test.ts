import { expect, test } from 'vitest';
import { initialStateDict } from '../../src/core/initialization';
import type { LayerList } from '../../src/core/layers';
import { models } from '../../src/core/models';
import { plainSgd } from '../../src/core/optimizer';
import type { StateDict } from '../../src/core/stateDict';
import { randomImages } from './randomInputs';
import { largestDifference } from './stateDictDifference';
import { wasmEngine } from './wasmForTests';

// A row of a chunk keeps some 36 KB here, so that chunks of 16 MB have fewer than 500 rows.
const layers: LayerList = [
  { kind: 'conv', filters: 2, kernel: 3, stride: 2, pool: true, dropout: 0 },
  { kind: 'dense', outputs: 4096, dropout: 0 },
  { kind: 'dense', outputs: 10, dropout: 0 },
];
const dataset = randomImages(800, 11);

/** The parameters after a step at learning rate 1 on rows of the dataset, which are taken in turns. */
function afterStep(layers: LayerList, first: number, count: number): StateDict {
  const model = wasmEngine('fma').compile({ layers, optimizer: plainSgd, loss: { labelSmoothing: 0 }, seed: 1, maxRows: 6000, dataset });
  model.writeStateDict(initialStateDict(layers, 3));
  model.step({ indices: Int32Array.from({ length: count }, (_, row) => (first + row) % 800), learningRate: 1, step: 0 });
  return model.readStateDict();
}

test.each([
  { name: 'dense layers', layers, rows: 800 },
  // It counts 3,184 bytes a row, so that its chunks have some 5,300 rows.
  { name: 'softmax regression', layers: models.softmax.layers, rows: 6000 },
])('a batch of several chunks has the mean of the gradients of its halves: $name', ({ layers, rows }) => {
  const halves = [afterStep(layers, 0, rows / 2), afterStep(layers, rows / 2, rows / 2)];
  const mean = new Map(
    [...(halves[0] ?? [])].map(([name, { shape, data }]) => [name, { shape, data: data.map((value, index) => (value + (halves[1]?.get(name)?.data[index] ?? NaN)) / 2) }]),
  );
  expect(largestDifference(afterStep(layers, 0, rows), mean)).toBeLessThan(1e-6);
});
