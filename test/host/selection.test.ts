import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunSnapshot } from '../../src/core/run';
import { Selection, shownKey, weightsKey, type SelectionChange } from '../../src/host/selection';
import { checkpointOf, run, writeRun } from './storedRuns';
import { notebookRequest, openSession, until, wasm } from './trainers';

let folder: string;
let open: ReturnType<typeof openSession>;
let selection: Selection;
let changes: SelectionChange[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-selection-'));
  open = openSession();
  selection = new Selection(open.session, () => folder, open.log);
  changes = [];
  selection.onChange((change) => changes.push(change));
});
afterEach(() => {
  selection.dispose();
  open.session.dispose();
  rmSync(folder, { recursive: true });
});

const shownName = () => (selection.shown?.weights?.kind === 'checkpoint' ? selection.shown.weights.checkpoint.name : selection.shown?.weights?.kind);

/** Begins a run, holds it after its first epochs, and waits until it does. */
async function trainAndHold(): Promise<{ ended: Promise<RunSnapshot | undefined>; run: RunSnapshot }> {
  const ended = open.session.train(notebookRequest(folder, { epochs: 1000 }));
  await until(open.session, ({ run }) => run?.epoch === 3);
  const paused = until(open.session, ({ run }) => run?.phase === 'paused');
  await open.session.pause();
  const { run } = await paused;
  if (!run) throw new Error('there is no run');
  return { ended, run };
}

async function step(): Promise<void> {
  const before = open.session.snapshot.run?.step;
  const stepped = until(open.session, ({ run }) => run?.phase === 'paused' && run.step !== before);
  await open.session.resume('batch');
  await stepped;
}

describe('at the start', () => {
  const stored = (epoch: number) => ({ last: checkpointOf(epoch, 0.5) });

  it('shows the newest run that has a checkpoint, and its last one', async () => {
    writeRun(folder, '2026-01-01-000000-a', stored(1), { checkpoints: ['epoch-0001.safetensors'] });
    writeRun(folder, '2026-01-02-000000-b', stored(2), { checkpoints: ['epoch-0001.safetensors', 'epoch-0002.safetensors'] });
    writeRun(folder, '2026-01-03-000000-c');
    await selection.restore();
    expect([selection.shown?.run.run.id, shownName()]).toEqual(['2026-01-02-000000-b', 'epoch-0002']);
    expect(changes).toEqual([{ kind: 'replaced' }]);
  });

  it('shows the best checkpoint of a run that early stopping ended', async () => {
    const early = { last: checkpointOf(4, 0.5), best: checkpointOf(2, 0.6), configuration: { ...run.configuration, earlyStopping: { patience: 2 } } };
    const files = { accuracies: [0.1, 0.4, 0.6, 0.5, 0.5], checkpoints: ['epoch-0002.safetensors', 'epoch-0004.safetensors'] };
    writeRun(folder, '2026-01-01-000000-a', early, files);
    await selection.restore();
    expect(shownName()).toBe('epoch-0002');
    // One that did all its epochs is shown at its end.
    writeRun(folder, '2026-01-02-000000-b', { ...early, configuration: { ...early.configuration, rounds: [4] } }, files);
    await selection.show('2026-01-02-000000-b');
    expect(shownName()).toBe('epoch-0004');
  });

  it('passes over a damaged run, and says so', async () => {
    writeRun(folder, '2026-01-01-000000-a', stored(1), { checkpoints: ['epoch-0001.safetensors'] });
    writeRun(folder, '2026-01-02-000000-b');
    cpSync('package.json', join(folder, '2026-01-02-000000-b', 'history.jsonl'));
    await selection.restore();
    expect(selection.shown?.run.run.id).toBe('2026-01-01-000000-a');
    expect(open.lines.join()).toContain('history.jsonl, line 1');
  });

  it('shows nothing where nothing was trained', async () => {
    await selection.restore();
    expect([selection.shown, await selection.read(() => Promise.resolve(1))]).toEqual([undefined, undefined]);
  });
});

describe('a run that begins', () => {
  it('is followed: live weights, and its last checkpoint after its end', async () => {
    const { ended } = await trainAndHold();
    expect(shownName()).toBe('live');
    open.session.stop();
    const run = await ended;
    expect([selection.shown?.run, shownName()]).toEqual([run, run?.last?.name]);
    expect(changes.filter(({ kind }) => kind === 'replaced')).toHaveLength(1);
  });

  it('is told of event by event, from which a view makes the same snapshot', async () => {
    const run = await open.session.train(notebookRequest(folder, { epochs: 2 }));
    const told = changes.flatMap((change) => (change.kind === 'event' ? [change.event.kind] : []));
    expect(told.filter((kind) => kind === 'epoch')).toHaveLength(3);
    expect(told.at(-1)).toBe('ended');
    const steps = changes.reduce((sum, change) => sum + (change.kind === 'steps' ? change.steps.losses.length : 0), 0);
    expect([steps, selection.shown?.steps.length, selection.shown?.run]).toEqual([782, 782, run]);
  });

  it('is never shown with live weights once it is over', async () => {
    const seen: string[] = [];
    selection.onChange(() => {
      const { run, weights } = selection.shown ?? {};
      if (weights?.kind === 'live') seen.push(run?.phase ?? 'none');
    });
    await open.session.train(notebookRequest(folder, { epochs: 2 }));
    expect(new Set(seen)).toEqual(new Set(['training']));
  });

  it('takes the place of what was chosen', async () => {
    writeRun(folder, '2020-01-01-000000-a', { last: checkpointOf(1, 0.5) }, { checkpoints: ['epoch-0001.safetensors'] });
    await selection.show('2020-01-01-000000-a');
    const { ended, run } = await trainAndHold();
    expect([selection.shown?.run.run.id, shownName()]).toEqual([run.run.id, 'live']);
    open.session.stop();
    await ended;
  });
});

describe('choosing', () => {
  it('takes a checkpoint of the run that goes on, whose snapshot still follows', async () => {
    const { ended, run } = await trainAndHold();
    await selection.show(run.run.id, 'epoch-0002');
    expect(changes.at(-1)).toEqual({ kind: 'weights' });
    await step();
    expect([shownName(), selection.shown?.run.step]).toEqual(['epoch-0002', run.step + 1]);
    await selection.show(run.run.id);
    expect(shownName()).toBe('live');
    open.session.stop();
    await ended;
  });

  it('takes a stored run while another goes on, which then is not told of', async () => {
    writeRun(folder, '2020-01-01-000000-a', { last: checkpointOf(1, 0.5) }, { checkpoints: ['epoch-0000.safetensors', 'epoch-0001.safetensors'] });
    const { ended } = await trainAndHold();
    await selection.show('2020-01-01-000000-a', 'epoch-0000');
    expect([selection.shown?.run.phase, shownName()]).toEqual(['finished', 'epoch-0000']);
    changes.length = 0;
    await step();
    open.session.stop();
    await ended;
    expect([changes, shownName()]).toEqual([[], 'epoch-0000']);
  });

  it('goes to the last checkpoint when the chosen one makes room', async () => {
    const { ended, run } = await trainAndHold();
    await step();
    const inside = open.session.snapshot.run?.last?.name ?? '';
    expect(inside).toContain('-step-');
    await selection.show(run.run.id, inside);
    await step();
    // A checkpoint inside an epoch is replaced by the next.
    expect(shownName()).toBe(open.session.snapshot.run?.last?.name);
    open.session.stop();
    await ended;
  });

  it.each([
    ['run', ['2026-01-01-000000-none', undefined], 'There is no run "2026-01-01-000000-none"'],
    ['checkpoint', ['2020-01-01-000000-a', 'epoch-0009'], 'The run 2020-01-01-000000-a has no checkpoint "epoch-0009". Choose one from its list.'],
  ] as const)('refuses an unknown %s, and shows what it did', async (_, [id, name], sentence) => {
    writeRun(folder, '2020-01-01-000000-a', { last: checkpointOf(1, 0.5) }, { checkpoints: ['epoch-0001.safetensors'] });
    await selection.restore();
    await expect(selection.show(id, name)).rejects.toThrow(sentence);
    expect([selection.shown?.run.run.id, shownName()]).toEqual(['2020-01-01-000000-a', 'epoch-0001']);
  });
});

describe('reading', () => {
  const image = new Uint8Array(784);
  const read = () => selection.read((weights) => open.session.read(weights, image, wasm));

  it('reads live weights where they are, and the same weights once they are the last checkpoint', async () => {
    const { ended, run } = await trainAndHold();
    const live = await read();
    expect(live?.position).toEqual({ epoch: run.epoch, step: run.step });
    const key = selection.shown && shownKey(selection.shown);
    open.session.stop();
    await ended;
    expect(await read()).toEqual(live);
    expect([shownName() === 'live', selection.shown && shownKey(selection.shown)]).toEqual([false, key]);
  });

  it('asks again where the run ended meanwhile', async () => {
    const { ended, run } = await trainAndHold();
    const asked: string[] = [];
    const position = await selection.read(async (weights, shown) => {
      asked.push(weights.kind);
      if (asked.length === 1) {
        open.session.stop();
        await ended;
      }
      return weightsKey(shown.run, (await open.session.read(weights, image, wasm)).position);
    });
    expect([asked, position]).toEqual([['live', 'checkpoint'], weightsKey(run, run)]);
  });
});
