import { expect, test } from 'vitest';
import { at, kernelBench, sumOf, wholeNumbers, zeros } from './kernelsForTests';

// Every case holds a kernel to the sum that defines it. Whole numbers, so that sums are exact.
const inputs = 48;
const stride = 20;

test.each([
  [1, 2],
  [3, 6],
  [9, 18],
])('denseForward of %i rows and %i outputs is the products and the bias', (n, outputs) => {
  const { kernels, put, read } = kernelBench();
  const [batch, weight, bias] = [wholeNumbers(n * inputs, 1), wholeNumbers(outputs * inputs, 2), wholeNumbers(outputs, 3)];
  const result = put(Array<number>(n * stride).fill(99));
  kernels.denseForward(put(batch), n, inputs, put(weight), put(bias), outputs, result, stride);
  const expected = Array.from({ length: n * stride }, (_, index) => {
    const [row, output] = [Math.floor(index / stride), index % stride];
    if (output >= outputs) return 99;
    return at(bias, output) + sumOf(inputs, (input) => at(batch, row * inputs + input) * at(weight, output * inputs + input));
  });
  expect(read(result, n * stride)).toEqual(expected);
});

test.each([1, 3, 9])('denseInputGradient of %i rows is delta times the weights', (n) => {
  const { kernels, put, read } = kernelBench();
  const outputs = 6;
  const [delta, weight] = [wholeNumbers(n * stride, 1), wholeNumbers(outputs * inputs, 2)];
  const result = put(zeros(n * inputs));
  kernels.denseInputGradient(put(delta), n, outputs, stride, put(weight), inputs, result);
  const expected = Array.from({ length: n * inputs }, (_, index) => {
    const [row, input] = [Math.floor(index / inputs), index % inputs];
    return sumOf(outputs, (output) => at(delta, row * stride + output) * at(weight, output * inputs + input));
  });
  expect(read(result, n * inputs)).toEqual(expected);
});

test.each([false, true])('denseWeightGradient is of the columns that are asked for, accumulated: %s', (accumulate) => {
  const { kernels, put, read } = kernelBench();
  const [n, outputs] = [5, 6];
  const [batch, delta] = [wholeNumbers(n * inputs, 1), wholeNumbers(n * stride, 2)];
  const gradient = put(Array<number>(outputs * inputs).fill(7));
  kernels.denseWeightGradient(put(batch), n, inputs, put(delta), outputs, stride, gradient, 16, 32, accumulate);
  const expected = Array.from({ length: outputs * inputs }, (_, index) => {
    const [output, input] = [Math.floor(index / inputs), index % inputs];
    if (input < 16 || input >= 32) return 7;
    return (accumulate ? 7 : 0) + sumOf(n, (row) => at(delta, row * stride + output) * at(batch, row * inputs + input));
  });
  expect(read(gradient, outputs * inputs)).toEqual(expected);
});

test('denseBiasGradient is the sums of the columns, added to what is there if asked', () => {
  const { kernels, put, read } = kernelBench();
  const delta = put([1, 2, 3, 4, 10, 20, 30, 40]);
  const gradient = put(zeros(4));
  kernels.denseBiasGradient(delta, 2, 4, gradient, false);
  kernels.denseBiasGradient(delta, 2, 4, gradient, true);
  expect(read(gradient, 4)).toEqual([22, 44, 66, 88]);
});

test('rectify makes negative numbers 0 and keeps NaN', () => {
  const { kernels, put, read } = kernelBench();
  const values = put([-1, 2, NaN, -0.5]);
  kernels.rectify(values, 4);
  expect(read(values, 4)).toEqual([0, 2, NaN, 0]);
});

test('rectifyBackward lets through, scaled, where the output was above 0', () => {
  const { kernels, put, read } = kernelBench();
  const [gradient, output, delta] = [put([1, 2, 3, 4]), put([5, 0, -1, 0.5]), put(zeros(4))];
  kernels.rectifyBackward(gradient, 0, 16, output, 0, 16, 1, 1, 4, 2, delta, 0, 16);
  expect(read(delta, 4)).toEqual([2, 0, 0, 8]);
});

test('dropout takes what the mask has 0 for, and leaves the channels beyond the mask at 0', () => {
  const { kernels, put, putBytes, read } = kernelBench();
  // Two pixels of three channels, stored with four.
  const values = put([1, 2, 3, 0, 4, 5, 6, 0]);
  kernels.dropout(values, 32, 32, 1, 1, 2, 4, putBytes([1, 0, 1, 0, 1, 1, 9, 9, 9, 9]), 3, 2);
  expect(read(values, 8)).toEqual([2, 0, 6, 0, 0, 10, 12, 0]);
});

test('smoothTargets moves the target from the label to all classes', () => {
  const { kernels, put, putBytes, read } = kernelBench();
  const delta = put(zeros(4));
  // Smoothing 0.5 of a share of 0.25: 0.125 / 2 classes = 0.0625 off each, 0.125 back at label 1; column 2 is none.
  kernels.smoothTargets(delta, 1, 4, 2, putBytes([1]), 0.5, 0.25);
  expect(read(delta, 4)).toEqual([-0.0625, 0.0625, 0, 0]);
});

test('sumShards sums in the order of the shards', () => {
  const { kernels, put, read } = kernelBench();
  // In another order 1 would survive: 1e8 + 1 is 1e8 in 32 bits.
  const shards = put([1, 1, 1, 1, 1e8, 0, 0, 0, -1e8, 2, 2, 2]);
  const sum = put(zeros(4));
  kernels.sumShards(shards, 3, 16, 4, sum);
  expect(read(sum, 4)).toEqual([0, 3, 3, 3]);
});

test('weight decay is added to gradients, or shrinks parameters', () => {
  const { kernels, put, read } = kernelBench();
  const [gradients, parameters] = [put([1, 1, 1, 1]), put([2, 4, -2, 0])];
  kernels.decayGradients(gradients, parameters, 4, 0.5);
  kernels.shrink(parameters, 4, 0.75);
  expect([read(gradients, 4), read(parameters, 4)]).toEqual([
    [2, 3, 0, 1],
    [1.5, 3, -1.5, 0],
  ]);
});
