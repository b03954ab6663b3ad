import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SampleFilter } from '../../src/core/samples';
import { splitRows } from '../../src/core/split';
import { DigitStore } from '../../src/host/digitStore';
import { Samples } from '../../src/host/samples';
import { Selection, shownKey } from '../../src/host/selection';
import { notebookRequest, openSession, until, wasm } from './trainers';

let folder: string;
let open: ReturnType<typeof openSession>;
let selection: Selection;
let digits: DigitStore;
let samples: Samples;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-samples-'));
  open = openSession();
  const { session, log } = open;
  selection = new Selection(session, () => join(folder, 'runs'), log);
  digits = new DigitStore(() => folder, log);
  samples = new Samples({ session, selection, digits, log, nextConfiguration: () => ({ seed: 5, validationCount: 10_000 }), engine: () => wasm });
});
afterEach(() => {
  samples.dispose();
  selection.dispose();
  open.session.dispose();
  rmSync(folder, { recursive: true });
});

const all: SampleFilter = { onlyMistakes: false, order: 'index' };
const counts = async (set: 'train' | 'validation' | 'test' | 'digits') => {
  const { current, older, unread } = await samples.browse(set, all);
  return { current, older, unread };
};

/** Trains three epochs and holds; afterwards `stop` ends the run. */
async function trainAndHold(): Promise<{ stop: () => Promise<void> }> {
  const { session } = open;
  const ended = session.train(notebookRequest(join(folder, 'runs'), { epochs: 1000 }));
  await until(session, ({ run }) => run?.epoch === 3);
  const paused = until(session, ({ run }) => run?.phase === 'paused');
  await session.pause();
  await paused;
  return {
    stop: async () => {
      session.stop();
      await ended;
    },
  };
}

async function step(): Promise<void> {
  const before = open.session.snapshot.run?.step;
  const stepped = until(open.session, ({ run }) => run?.phase === 'paused' && run.step !== before);
  await open.session.resume('batch');
  await stepped;
}

describe('before any run', () => {
  it('shows the split that the next run would have, unread', async () => {
    const { validation } = splitRows(60_000, 10_000, 5);
    expect(await samples.browse('validation', all)).toEqual({ indices: validation, count: 10_000, current: 0, older: 0, unread: 10_000 });
    expect((await samples.browse('train', all)).count).toBe(50_000);
  });

  it('has labels and images, but no readings', async () => {
    // The notebook: the first test images are a 7, a 2 and a 1, image 1839 a 2.
    const { labels, predicted } = await samples.readings('test', Int32Array.of(0, 1, 2, 1839));
    expect([[...labels], [...predicted]]).toEqual([[7, 2, 1, 2], [255, 255, 255, 255]]);
    const { image, label, reading } = await samples.inspect('test', 1839);
    // The value that the pixel inspector's picture in the design shows at row 10, column 16.
    expect([label, image[10 * 28 + 16], reading]).toEqual([2, 190, null]);
    expect(await samples.images('test', Int32Array.of(0, 1839))).toHaveLength(2 * 784);
  });

  it.each([
    ['train', 70_000, 'There is no train image 70000. Choose an index from 0 to 59999.'],
    ['test', 10_000, 'There is no test image 10000. Choose an index from 0 to 9999.'],
    ['digits', 0, 'There is no digit 0. There are none yet.'],
  ] as const)('refuses an index beyond %s', async (set, index, sentence) => {
    await expect(samples.inspect(set, index)).rejects.toThrow(sentence);
    await expect(samples.readings(set, Int32Array.of(index))).rejects.toThrow(sentence);
  });
});

describe('train and validation', () => {
  it('are read by the shown weights when they are asked for', async () => {
    const { stop } = await trainAndHold();
    const { readings } = await open.session.evaluate({ kind: 'live' }, 'validation', wasm);
    const { validation } = splitRows(60_000, 10_000, 1);
    const found = await samples.readings('validation', validation.slice(0, 256));
    expect([found.predicted, found.losses]).toEqual([readings.predicted.slice(0, 256), readings.losses.slice(0, 256)]);
    expect(await counts('validation')).toEqual({ current: 256, older: 0, unread: 9_744 });
    await stop();
  });

  it('are read anew when the weights moved on, and only then', async () => {
    const { stop } = await trainAndHold();
    const classify = vi.spyOn(open.session, 'classify');
    const rows = (await samples.browse('train', all)).indices.slice(0, 3);
    await samples.readings('train', rows);
    await samples.readings('train', rows);
    expect(classify).toHaveBeenCalledTimes(1);
    await step();
    expect(await counts('train')).toEqual({ current: 0, older: 3, unread: 49_997 });
    await samples.readings('train', rows.slice(0, 1));
    expect(await counts('train')).toEqual({ current: 1, older: 2, unread: 49_997 });
    // The weights that were held are kept when the run stops, as its last checkpoint: nothing becomes old.
    await stop();
    expect(await counts('train')).toEqual({ current: 1, older: 2, unread: 49_997 });
  });

  it('are swept while somebody looks at them, a thousand at a time', async () => {
    const { stop } = await trainAndHold();
    const classify = vi.spyOn(open.session, 'classify');
    await samples.browse('validation', all);
    samples.setActive(true);
    await expect.poll(() => counts('validation')).toEqual({ current: 10_000, older: 0, unread: 0 });
    expect(classify.mock.calls.map(([, , rows]) => rows.length)).toEqual(new Array<number>(10).fill(1000));
    const { evaluation } = await open.session.evaluate({ kind: 'live' }, 'validation', wasm);
    const mistakes = (await samples.browse('validation', { ...all, onlyMistakes: true })).indices.length;
    expect(mistakes).toBe(evaluation.n - Math.round(evaluation.n * evaluation.accuracy));
    await step();
    await expect.poll(() => counts('validation')).toEqual({ current: 10_000, older: 0, unread: 0 });
    await stop();
  });

  it('are swept while the run goes on too', async () => {
    const training = open.session.train(notebookRequest(join(folder, 'runs'), { epochs: 1000 }));
    await until(open.session, ({ run }) => run?.epoch === 1);
    await samples.browse('validation', all);
    samples.setActive(true);
    await expect.poll(async () => (await counts('validation')).unread, { timeout: 20_000 }).toBe(0);
    expect(open.session.snapshot.run?.phase).toBe('training');
    open.session.stop();
    await training;
  });

  it('are not swept while nobody looks', async () => {
    const { stop } = await trainAndHold();
    const classify = vi.spyOn(open.session, 'classify');
    samples.setActive(true);
    samples.setActive(false);
    await samples.browse('validation', all);
    await step();
    expect(classify).not.toHaveBeenCalled();
    await stop();
  });
});

describe('test', () => {
  it('has what Evaluate read, which stays when the weights move on', async () => {
    const { stop } = await trainAndHold();
    const { readings } = await open.session.evaluate({ kind: 'live' }, 'test', wasm);
    samples.acceptTest(readings, (selection.shown && shownKey(selection.shown)) ?? '');
    expect(await counts('test')).toEqual({ current: 10_000, older: 0, unread: 0 });
    await step();
    expect(await counts('test')).toEqual({ current: 0, older: 10_000, unread: 0 });
    expect((await samples.readings('test', Int32Array.of(9_999))).losses[0]).toBe(readings.losses[9_999]);
    await stop();
  });
});

describe('inspect', () => {
  it('reads one image by the shown weights', async () => {
    const { stop } = await trainAndHold();
    const { reading } = await samples.inspect('test', 1839);
    const { probabilities } = await open.session.predict({ kind: 'live' }, 1839, wasm);
    const { run } = open.session.snapshot;
    // Its label is 2.
    expect(reading).toEqual({ probabilities, loss: -Math.log(probabilities[2] ?? 0), position: { epoch: run?.epoch, step: run?.step } });
    await stop();
  });
});

describe('digits', () => {
  /** A test image, kept as a digit that a person drew. */
  async function keep(testIndex: number, label: number): Promise<void> {
    await digits.add({ strokes: [], image: await samples.images('test', Int32Array.of(testIndex)), label });
  }

  it('are read like any image, and as a whole', async () => {
    const { stop } = await trainAndHold();
    await keep(0, 7);
    await keep(1, 2);
    await keep(0, 1);
    const { labels, predicted } = await samples.readings('digits', Int32Array.of(0, 2));
    expect([[...labels], [...predicted]]).toEqual([[7, 1], [7, 7]]);
    expect(await counts('digits')).toEqual({ current: 2, older: 0, unread: 1 });
    const evaluation = await samples.evaluateDigits();
    expect([evaluation?.n, evaluation?.confusion[1]?.[7], evaluation?.confusion[7]?.[7]]).toEqual([3, 1, 1]);
    expect([...(await samples.browse('digits', { ...all, label: 1, onlyMistakes: true })).indices]).toEqual([2]);
    await stop();
  });

  it('lose their readings when one is removed, since their indices move', async () => {
    const { stop } = await trainAndHold();
    await keep(0, 7);
    await keep(1, 2);
    await samples.readings('digits', Int32Array.of(0, 1));
    await digits.remove(0);
    expect(await counts('digits')).toEqual({ current: 0, older: 0, unread: 1 });
    expect([...(await samples.readings('digits', Int32Array.of(0))).labels]).toEqual([2]);
    await stop();
  });

  it('are not evaluated where there are none, of digits or of weights', async () => {
    expect(await samples.evaluateDigits()).toBeNull();
    await keep(0, 7);
    expect(await samples.evaluateDigits()).toBeNull();
  });
});

describe('a change of readings', () => {
  it('is told of every set when the weights move on', async () => {
    const { stop } = await trainAndHold();
    const told = new Set<string>();
    samples.onReadingsChanged((set) => told.add(set));
    await step();
    await expect.poll(() => [...told].sort()).toEqual(['digits', 'test', 'train', 'validation']);
    await stop();
  });

  it('is told of when digits come', async () => {
    const told: string[] = [];
    samples.onReadingsChanged((set) => told.push(set));
    await digits.add({ strokes: [], image: new Uint8Array(784), label: 1 });
    await expect.poll(() => told).toEqual(['digits']);
  });
});
