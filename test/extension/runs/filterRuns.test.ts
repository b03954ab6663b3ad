import { expect, test } from 'vitest';
import { filterRuns } from '../../../src/extension/runs/filterRuns';
import { runSummary } from './runSummaries';

const runs = [
  runSummary({ id: 'a', title: 'My best' }),
  runSummary({ id: 'b', title: 'Second', phase: 'stopped' }),
  runSummary({ id: 'c', title: 'Third', phase: 'elsewhere', model: 'cnn', recipe: 'fast99' }),
  runSummary({ id: 'd', title: 'd', phase: 'broken', model: undefined, recipe: undefined }),
];

test.each([
  ['', 'a b c d'],
  ['MY', 'a'],
  ['softmax', 'a b'],
  ['notebook stopped', 'b'],
  ['another window', 'c'],
  ['fast99', 'c'],
  ['finished', 'a'],
  ['broken', 'd'],
  ['softmax cnn', ''],
])('the filter "%s" leaves %s', (text, ids) => {
  expect(filterRuns(runs, text).map(({ id }) => id).join(' ')).toBe(ids);
});
