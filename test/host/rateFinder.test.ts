import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { configurationOf } from '../../src/core/recipes';
import { RateFinder } from '../../src/host/rateFinder';
import type { RateSearchState } from '../../src/protocol/labContract';
import { notebookRequest, openSession, until, wasm } from './trainers';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-finder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const notebook = configurationOf('notebook', 1);
/** Steps of some milliseconds, so that a search of them is still going on when something else is asked for. */
const slow = configurationOf('notebook', 1, { batchSize: 4096 });

function openFinder() {
  const opened = openSession();
  onTestFinished(() => opened.session.dispose());
  return { ...opened, finder: new RateFinder(opened.session, () => wasm) };
}

/** Resolves when a search has told of losses. */
function searching(finder: RateFinder): Promise<RateSearchState> {
  return new Promise((resolve) => {
    const unlisten = finder.onChange(() => {
      const { state } = finder;
      if (state?.phase !== 'searching' || state.losses.length === 0) return;
      unlisten();
      resolve(state);
    });
  });
}

test('shows a search from its beginning, with the losses so far, to its end', async () => {
  const { finder } = openFinder();
  const begun = searching(finder);
  const search = finder.find(slow);
  expect(finder.state).toEqual({ phase: 'searching', configuration: slow, losses: [] });
  const { losses } = await begun;
  await search;
  expect(finder.state).toMatchObject({ phase: 'done', configuration: slow });
  expect(finder.state?.losses.slice(0, losses.length)).toEqual(losses);
});

test('a search that is stopped leaves what the one before it found', async () => {
  const { finder, session } = openFinder();
  await finder.find(notebook);
  const found = finder.state;
  const begun = searching(finder);
  const search = finder.find(slow);
  await begun;
  await session.stopSearch();
  await search;
  expect(finder.state).toBe(found);
});

test('another search takes the place of one that goes on', async () => {
  const { finder } = openFinder();
  const begun = searching(finder);
  const first = finder.find(slow);
  await begun;
  await finder.find(notebook);
  await first;
  expect(finder.state).toMatchObject({ phase: 'done', configuration: notebook });
});

test('a run that begins stops the search, and refuses one while it goes on', async () => {
  const { finder, session } = openFinder();
  const begun = searching(finder);
  const search = finder.find(slow);
  await begun;
  const training = until(session, ({ run }) => run?.phase === 'training');
  const run = session.train(notebookRequest(folder, { epochs: 1000 }));
  await search;
  expect(finder.state).toBeUndefined();
  await training;
  await expect(finder.find(notebook)).rejects.toMatchObject({ code: 'already-training' });
  expect(finder.state).toBeUndefined();
  session.stop();
  expect(await run).toMatchObject({ phase: 'stopped' });
});

test('says why it failed where the trainer dies, and searches again', async () => {
  const { finder, killTrainer } = openFinder();
  const begun = searching(finder);
  const search = finder.find(slow);
  await begun;
  killTrainer();
  await search;
  expect(finder.state).toMatchObject({ phase: 'failed', problem: expect.stringMatching(/^The trainer process ended before it answered: .* Try again\.$/) as string });
  await finder.find(notebook);
  expect(finder.state?.phase).toBe('done');
});
