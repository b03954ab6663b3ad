import { expect, test } from 'vitest';
import { StepSeries } from '../../../src/core/stepSeries';
import { collectStepsCsv, stepRanges } from '../../../src/webview/train/stepsCsv';
import { configuration } from '../sidebar/labStates';

test('ranges are as large as one answer of single steps', () => {
  expect(stepRanges(4100)).toEqual([
    { from: 0, to: 2000 },
    { from: 2000, to: 4000 },
    { from: 4000, to: 4100 },
  ]);
});

test('of a million steps each two are a line', () => {
  const ranges = stepRanges(1_000_000);
  expect([ranges.length, ranges[0], ranges.at(-1)]).toEqual([250, { from: 0, to: 4000 }, { from: 996_000, to: 1_000_000 }]);
});

test('every step is a line of its own, also across ranges', async () => {
  const series = new StepSeries();
  series.append({ first: 0, losses: new Float32Array(2001).fill(0.5), accuracies: new Float32Array(2001).fill(0.25) });
  const csv = await collectStepsCsv(2001, { configuration, stepsPerEpoch: 391 }, ({ from, to }) => Promise.resolve(series.decimate(from, to)));
  const lines = csv.trimEnd().split('\r\n');
  expect([lines.length, lines[1], lines.at(-1)]).toEqual([2002, '1,1,1,0.001,0.5,0.5,0.5,0.25,0.25,0.25', '2001,1,6,0.001,0.5,0.5,0.5,0.25,0.25,0.25']);
});
