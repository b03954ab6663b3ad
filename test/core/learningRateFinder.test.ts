import { describe, expect, it } from 'vitest';
import { describeSearch, hasExploded, searchedRate, searchSteps, smoothLosses } from '../../src/core/learningRateFinder';

describe('the learning-rate finder', () => {
  it('goes from 1e-6 to 10 in equal factors', () => {
    expect(searchedRate(0)).toBe(1e-6);
    expect(searchedRate(searchSteps - 1)).toBeCloseTo(10, 9);
    // Seven decades in 199 steps.
    expect(searchedRate(100) / searchedRate(99)).toBeCloseTo(10 ** (7 / 199), 9);
  });

  it('smooths losses without a bias at the beginning', () => {
    // (0.9 · 0.1 · 2 + 0.1 · 4) / (1 - 0.81) = 0.58 / 0.19
    const [first, second] = smoothLosses([2, 4]);
    expect(first).toBeCloseTo(2, 12);
    expect(second).toBeCloseTo(0.58 / 0.19, 12);
  });

  it('suggests the rate at which the loss falls most steeply, to one digit', () => {
    // A fall from 2 to 0 whose middle is at 0.01, then an explosion.
    const losses = Array.from({ length: searchSteps }, (_, step) => {
      const rate = searchedRate(step);
      return 2 / (1 + (rate / 0.01) ** 2) + (rate > 1 ? rate : 0);
    });
    // The running average is some nine steps late, each 1.084: 0.01 · 1.084⁹ = 0.02.
    expect(describeSearch(losses).suggestion).toBe(0.02);
  });

  it('suggests nothing where the loss does not fall', () => {
    expect(describeSearch(Array.from({ length: searchSteps }, (_, step) => 2 + step / 100)).suggestion).toBeUndefined();
    expect(describeSearch([]).suggestion).toBeUndefined();
  });

  it('ends where the loss is four times its lowest, or no number', () => {
    expect(hasExploded([2, 1, 3.9])).toBe(false);
    expect(hasExploded([2, 1, 4.1])).toBe(true);
    expect(hasExploded([2, 1, NaN])).toBe(true);
    expect(hasExploded([])).toBe(false);
  });
});
