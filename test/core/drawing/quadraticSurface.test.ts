import { expect, test } from 'vitest';
import { fitSurface, surfaceAt } from '../../../src/core/drawing/quadraticSurface';

const places = [-1, -0.5, 0, 0.5, 1].flatMap((y) => [-1, -0.5, 0, 0.5, 1].map((x) => ({ x, y })));

test('a quadratic surface is found again', () => {
  const surface = [100, 20, -10, 5, 3, -8];
  const samples = places.map(({ x, y }) => ({ x, y, value: surfaceAt(surface, x, y) }));
  fitSurface(samples, 6, () => 1).forEach((coefficient, term) => expect(coefficient).toBeCloseTo(surface[term] ?? NaN, 5));
});

test('a sample of no weight does not count', () => {
  const samples = places.map(({ x, y }) => ({ x, y, value: x === 0 && y === 0 ? 9_000 : 7 }));
  expect(surfaceAt(fitSurface(samples, 6, ({ value }) => (value === 7 ? 1 : 0)), 0, 0)).toBeCloseTo(7, 5);
});

test('what a line of samples leaves open is 0', () => {
  const samples = places.filter(({ x }) => x === 0).map(({ x, y }) => ({ x, y, value: 5 + 2 * y }));
  fitSurface(samples, 6, () => 1).forEach((value, term) => expect(value).toBeCloseTo([5, 0, 2, 0, 0, 0][term] ?? NaN, 5));
});

test('a surface of one term is the average', () => {
  const samples = places.map(({ x, y }) => ({ x, y, value: 3 + x }));
  expect(fitSurface(samples, 1, () => 1)).toEqual([expect.closeTo(3, 5)]);
});
