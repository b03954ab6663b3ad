import { describe, expect, it } from 'vitest';
import { formatEpochRecord, formatNotebookLine, historyBytes, parseHistory } from '../../src/core/formats/history';

const record = { epoch: 1, trainLoss: 2.1, trainAccuracy: 0.5, valLoss: 1.92081, valAccuracy: 0.66649, seconds: 0.1 };

describe('history', () => {
  it('reads what it writes', () => {
    expect(parseHistory(formatEpochRecord(record) + formatEpochRecord({ ...record, epoch: 2 }), 'history.jsonl')).toEqual([record, { ...record, epoch: 2 }]);
  });

  it('leaves out a last line that was cut off', () => {
    expect(parseHistory(`${formatEpochRecord(record)}{"epoch": 2, "tra`, 'history.jsonl')).toEqual([record]);
  });

  it('names the line that is no record', () => {
    expect(() => parseHistory(`${formatEpochRecord(record)}{"epoch": -1}\n`, 'history.jsonl')).toThrow('history.jsonl, line 2: epoch must be a whole number from 0 to 1000000, but is -1.');
  });
});

describe('formatNotebookLine', () => {
  it("is the notebook's own, which counts from 0", () => {
    expect(formatNotebookLine(record)).toBe('Epoch [0], val_loss: 1.9208, val_acc: 0.6665');
  });
});

describe('historyBytes', () => {
  const bytes = new TextEncoder().encode('ab\nc\nde');

  it.each([
    [0, 0],
    [1, 3],
    [2, 5],
    [3, undefined],
  ])('of %d lines is %j: one without its newline does not count', (lines, length) => {
    expect(historyBytes(bytes, lines)).toBe(length);
  });
});
