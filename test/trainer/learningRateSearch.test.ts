import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeSearch } from '../../src/core/learningRateFinder';
import { configurationOf } from '../../src/core/recipes';
import { describeTrainers, notebookRun } from './trainerForTests';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-search-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const notebook = { configuration: configurationOf('notebook', 1) };

describeTrainers('the search for a learning rate', (open) => {
  it("suggests for the notebook's model a rate at which softmax regression learns fast", async () => {
    const { client } = await open();
    const losses = (await client.call('findLearningRate', notebook)) ?? [];
    const { suggestion = NaN } = describeSearch(losses);
    // Seeds 1 to 3 give 0.2 and 0.3; the notebook's own rate is 0.001.
    expect(suggestion).toBeGreaterThanOrEqual(0.1);
    expect(suggestion).toBeLessThanOrEqual(0.5);
  });

  it("begins with the loss of an untrained model, and ends where it explodes", async () => {
    const { client } = await open();
    const losses = (await client.call('findLearningRate', notebook)) ?? [];
    // ln 10 = 2.303 is the loss of a guess among ten; the initial weights guess a little worse.
    expect(losses[0]).toBeGreaterThan(2.1);
    expect(losses[0]).toBeLessThan(2.6);
    const { smoothed } = describeSearch(losses);
    expect(smoothed.at(-1)).toBeGreaterThan(4 * Math.min(...smoothed));
  });

  it('takes more than an epoch where batches are large', async () => {
    const { client } = await open();
    // 10 batches are an epoch.
    const configuration = { ...configurationOf('notebook', 1, { batchSize: 4096 }), validationCount: 20_000 };
    expect((await client.call('findLearningRate', { configuration }))?.length).toBeGreaterThan(100);
  });

  it('is the same again, and bends images where the configuration does', async () => {
    const { client } = await open();
    const search = (configuration: typeof notebook.configuration) => client.call('findLearningRate', { configuration });
    const plain = await search(notebook.configuration);
    expect(await search(notebook.configuration)).toEqual(plain);
    const { augmentation } = configurationOf('mlp', 1);
    const bent = await search({ ...notebook.configuration, augmentation });
    expect(bent?.[0]).not.toBe(plain?.[0]);
  });

  it('ends without a result when it is cancelled', async () => {
    const { client } = await open();
    const controller = new AbortController();
    const search = client.call('findLearningRate', notebook, controller.signal);
    controller.abort();
    expect(await search).toBeNull();
  });

  it('is refused while a run goes on, and refuses a run and another search', async () => {
    const trainer = await open();
    const { client } = trainer;
    const stop = new AbortController();
    const started = trainer.next('runStarted');
    const run = client.call('train', notebookRun(folder, 1000), stop.signal);
    await started;
    await expect(client.call('findLearningRate', notebook)).rejects.toMatchObject({ code: 'already-training' });
    stop.abort();
    await run;

    const search = client.call('findLearningRate', notebook);
    await expect(client.call('train', notebookRun(folder, 1))).rejects.toMatchObject({ code: 'already-searching' });
    await expect(client.call('findLearningRate', notebook)).rejects.toMatchObject({ code: 'already-searching' });
    expect(await search).not.toBeNull();
  });
});
