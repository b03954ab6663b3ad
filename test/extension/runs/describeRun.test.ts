import { expect, test } from 'vitest';
import { describeRun, runContext, speakRun } from '../../../src/extension/runs/describeRun';
import type { RunSummary } from '../../../src/protocol/labContract';
import { runSummary } from './runSummaries';

test.each<[string, Partial<RunSummary>, string]>([
  ['training', { phase: 'training', epoch: 7, bestValAccuracy: 0.81564 }, '0.8156 · 7/20 · 23 Nov 14:32:07'],
  ['renamed', { title: 'My best' }, '0.8521 · 20/20'],
  ['of imported weights', { title: 'a.pth', epoch: 0, totalEpochs: 0, bestValAccuracy: 0.8604 }, '0.8604 · imported'],
  ['paused', { phase: 'paused', epoch: 7 }, '0.8521 · paused 7/20 · 23 Nov 14:32:07'],
  ['finished', {}, '0.8521 · 20/20 · 23 Nov 14:32:07'],
  ['starred', { starred: true }, '★ 0.8521 · 20/20 · 23 Nov 14:32:07'],
  ['stopped', { phase: 'stopped', epoch: 9 }, '0.8521 · stopped 9/20 · 23 Nov 14:32:07'],
  ['interrupted before anything was saved', { phase: 'interrupted', epoch: 0, bestValAccuracy: undefined }, 'interrupted 0/20 · 23 Nov 14:32:07'],
  ['failed', { phase: 'failed', problem: 'The loss became NaN.' }, 'failed: The loss became NaN.'],
  ['at work in another window', { phase: 'elsewhere', epoch: 3 }, '0.8521 · training in another window · 3/20 · 23 Nov 14:32:07'],
  ['broken', { phase: 'broken', problem: 'It has no run.json.' }, 'cannot be opened: It has no run.json.'],
])('what stands behind a run that is %s', (_, fields, text) => {
  expect(describeRun(runSummary(fields))).toBe(text);
});

test('a screen reader hears title, status, progress and accuracy', () => {
  expect(speakRun(runSummary({ title: 'My best', starred: true, phase: 'interrupted', epoch: 9 }))).toBe('My best, starred, interrupted, epoch 9 of 20, best validation accuracy 0.8521');
});

test('a screen reader hears what is wrong with a broken run', () => {
  expect(speakRun(runSummary({ title: 'a', phase: 'broken', bestValAccuracy: undefined, problem: 'It has no run.json.' }))).toBe('a, cannot be opened, It has no run.json.');
});

test.each<[string, Partial<RunSummary>, string]>([
  ['finished', {}, 'run idle weights unstarred'],
  ['starred and stopped', { phase: 'stopped', starred: true }, 'run idle resumable weights starred'],
  ['at work', { phase: 'training' }, 'run weights unstarred'],
  ['at work elsewhere', { phase: 'elsewhere' }, 'run weights unstarred'],
  ['interrupted before anything was saved', { phase: 'interrupted', bestValAccuracy: undefined }, 'run idle resumable unstarred'],
  ['broken', { phase: 'broken' }, 'broken idle'],
])('what the menus offer for a run that is %s', (_, fields, words) => {
  expect(runContext(runSummary(fields))).toBe(words);
});
