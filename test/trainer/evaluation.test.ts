import { expect, it } from 'vitest';
import { models } from '../../src/core/models';
import { evaluationRows, predictImages, readRows } from '../../src/trainer/evaluation';
import { TimeSlice } from '../../src/trainer/timeSlice';
import { compileNotebook, testData, wasmEngine } from './enginesForTests';

const { layers: softmax } = models.softmax;

/** Ten chunks of 500 rows. */
const rows = Int32Array.from({ length: 5000 }, (_, row) => row);

it('rows are no longer read from the chunk on at which the signal comes', async () => {
  const model = await compileNotebook(wasmEngine(), 1);
  const controller = new AbortController();
  let chunks = 0;
  const use = () => {
    if (++chunks === 3) controller.abort();
    return model;
  };
  await expect(readRows({ layers: softmax, use }, await testData, rows, new TimeSlice(2), controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(chunks).toBe(3);
});

it('images are predicted in chunks as they are in one', async () => {
  const model = await compileNotebook(wasmEngine(), 1);
  const images = (await testData).images.subarray(0, 501 * 784);
  const probabilities = await predictImages({ layers: softmax, use: () => model }, images, new TimeSlice(2), new AbortController().signal);
  expect(probabilities.subarray(0, 5000)).toEqual(model.predict(images.subarray(0, 500 * 784)));
  expect(probabilities.subarray(5000)).toEqual(model.predict(images.subarray(500 * 784)));
});

it.each([
  // 7,840 multiplications: the most rows.
  ['softmax', 500],
  // 28² · 25 · 8 + 14² · 25 · 8 · 16 + 784 · 128 + 1,280 = 885,632 multiplications; 100,000,000 of them are 112.9 rows.
  ['lenet', 112],
] as const)('a call evaluates as many rows of %s as a few milliseconds allow', (model, rows) => {
  expect(evaluationRows(models[model].layers)).toBe(rows);
});
