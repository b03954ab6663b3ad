import { expect, test } from 'vitest';
import { describeCheckpointNode } from '../../../src/extension/runs/describeCheckpointNode';
import { listCheckpointNodes, listRunNodes } from '../../../src/extension/runs/runNodes';
import { runSummary } from './runSummaries';

test('starred runs come first, and the order stays as it is otherwise', () => {
  const runs = [runSummary({ id: 'd' }), runSummary({ id: 'c', starred: true }), runSummary({ id: 'b' }), runSummary({ id: 'a', starred: true })];
  expect(listRunNodes(runs).map(({ run }) => run.id)).toEqual(['c', 'a', 'd', 'b']);
});

const checkpoint = (epoch: number, valAccuracy: number | null, step = 0) => ({ name: `epoch-000${epoch}${step > 0 ? `-step-0${step}` : ''}`, epoch, step, valAccuracy });

test('checkpoints: the best, the last, then the others from the newest', () => {
  const [untrained, first, second, inside] = [checkpoint(0, 0.1), checkpoint(1, 0.7), checkpoint(2, 0.6), checkpoint(2, null, 212)] as const;
  const nodes = listCheckpointNodes(runSummary({ title: 'R' }), { run: {}, checkpoints: [untrained, first, second, inside], best: first, last: inside });
  const words = nodes.map(describeCheckpointNode);
  expect(words.map(({ label, description, icon }) => [label, description, icon])).toEqual([
    ['best', 'epoch 1 · 0.7000', 'star-full'],
    ['last', 'epoch 3, batch 212', 'save'],
    ['epoch 2', '0.6000', 'circle-small-filled'],
    ['untrained', '0.1000', 'circle-small-filled'],
  ]);
  expect(words[0]?.spoken).toBe('checkpoint, best, epoch 1, validation accuracy 0.7000, of R');
});

test('one checkpoint may be the best and the last', () => {
  const only = checkpoint(0, 0.1);
  const [node] = listCheckpointNodes(runSummary(), { run: {}, checkpoints: [only], best: only, last: only });
  expect(node && describeCheckpointNode(node)).toMatchObject({ label: 'best and last', description: 'untrained · 0.1000', icon: 'star-full' });
});

test('weights that a run took over are not called untrained', () => {
  const only = checkpoint(0, 0.86);
  const [node] = listCheckpointNodes(runSummary(), { run: { parent: { checkpoint: 'mnist-logistic' } }, checkpoints: [only], best: only, last: only });
  expect(node && describeCheckpointNode(node).description).toBe('before training · 0.8600');
});
