import { describe, expect, test } from 'vitest';
import { cellName, epochsPerCell, mostCells, timelineCells } from '../../../src/webview/train/timelineCells';
import { history } from './history';

const checkpoint = (epoch: number, step = 0) => ({ name: `epoch-000${epoch}${step ? `-step-0${step}` : ''}`, epoch, step, valAccuracy: null });

describe('one cell an epoch', () => {
  // Two epochs and 100 of 400 steps of four.
  const run = { totalEpochs: 4, stepsPerEpoch: 400, epoch: 2, step: 100, history, checkpoints: [checkpoint(0), checkpoint(1), checkpoint(2), checkpoint(2, 100)], best: checkpoint(1) };
  const cells = timelineCells(run, 10);

  test('says how far each is', () => {
    expect(cells.map(({ share }) => share)).toEqual([1, 1, 0.25, 0]);
  });

  test('has the accuracy of those that are done', () => {
    expect(cells.map(({ valAccuracy }) => valAccuracy)).toEqual([0.7, 0.8, undefined, undefined]);
  });

  test('has the checkpoint at its end or inside it', () => {
    expect(cells.map((cell) => cell.checkpoint?.name)).toEqual(['epoch-0001', 'epoch-0002', 'epoch-0002-step-0100', undefined]);
  });

  test('marks the best', () => {
    expect(cells.map(({ isBest }) => isBest)).toEqual([true, false, false, false]);
  });
});

describe('several epochs in a cell', () => {
  const checkpoints = [1, 2, 3, 4, 5, 6, 7].map((epoch) => checkpoint(epoch));
  const run = { totalEpochs: 9, stepsPerEpoch: 400, epoch: 7, step: 0, history: [], checkpoints, best: checkpoint(2) };
  const cells = timelineCells(run, 3);

  test('are named by the first and the last', () => {
    expect(cells.map(cellName)).toEqual(['1–5', '6–9']);
  });

  test('load the best of them, else the newest', () => {
    expect(cells.map((cell) => cell.checkpoint?.name)).toEqual(['epoch-0002', 'epoch-0007']);
  });

  test('are done by their share', () => {
    expect(cells.map(({ share }) => share)).toEqual([1, 0.5]);
  });
});

test.each([
  [20, 20, 1],
  [20, 19, 2],
  [20, 5, 5],
  [200, 25, 10],
  [10_000, 25, 500],
])('%d epochs in at most %d cells are %d a cell', (epochs, maximum, size) => {
  expect(epochsPerCell(epochs, maximum)).toBe(size);
});

test.each([
  ['20', 20, 880, 20],
  ['20, of which "11–15" is 61 pixels wide', 20, 400, 6],
  ['2,000, of which "1501–1600" is 89 pixels wide', 2000, 890, 10],
  ['20 where there is no room for a range', 20, 30, 1],
])('most cells of %s', (_, epochs, width, expected) => {
  expect(mostCells(epochs, width)).toBe(expected);
});
