import { expect, it } from 'vitest';
import { predictImages, readRows } from '../../src/trainer/evaluation';
import { TimeSlice } from '../../src/trainer/timeSlice';
import { compileNotebook, testData, wasmEngine } from './enginesForTests';

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
  await expect(readRows(use, await testData, rows, new TimeSlice(2), controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(chunks).toBe(3);
});

it('images are predicted in chunks as they are in one', async () => {
  const model = await compileNotebook(wasmEngine(), 1);
  const images = (await testData).images.subarray(0, 501 * 784);
  const probabilities = await predictImages(() => model, images, new TimeSlice(2), new AbortController().signal);
  expect(probabilities.subarray(0, 5000)).toEqual(model.predict(images.subarray(0, 500 * 784)));
  expect(probabilities.subarray(5000)).toEqual(model.predict(images.subarray(500 * 784)));
});
