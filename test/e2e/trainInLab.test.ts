import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { canvasLabel, chooseInLab, fillInLab, labText, openTab, pressInHeader, pressInLab, tabPage } from './labView';
import { listRunFolders, readHistory, readRun } from './runFolder';
import { scenario } from './scenario';
import { switchTheme } from './theme';
import { openView, press, statusText, statusTitle } from './trainView';
import { labFrame } from './webviews';
import { runCommand } from './workbench';

const timeout = 30_000;

/** `charts.yellow` of the themes, in which validation's points are drawn. */
const darkYellow = [204, 167, 0] as const;
const lightYellow = [191, 136, 3] as const;

scenario('a run is started in the sidebar, watched, slowed down, paused, taken step by step, changed and stopped; then a learning rate is found for the next one', async (editor) => {
  const { page, workspace } = editor;
  await openView(page);
  await runCommand(page, 'MNIST: Open Lab');
  // A network of one's own is built and taken back before the run: what is trained is the recipe's.
  await unfold(page, 'Layers');
  await pressInLab(page, 'Dense');
  await expect.poll(() => labText(page, 'mnist-layer-editor > p.hint'), { timeout }).toBe('50,890 parameters in all.');
  await expect.poll(() => labText(page, 'mnist-next-run-settings > p.secondary'), { timeout }).toMatch(/^Custom: changed from Notebook/);
  await fillInLab(page, 'Width of layer 1', '0');
  await expect.poll(() => labText(page, 'mnist-layer-row .setting .problem'), { timeout }).toBe('Width must be a whole number from 1 to 4096.');
  await pressInLab(page, 'Remove layer 1');
  await unfold(page, 'More settings');
  await chooseInLab(page, 'Optimizer', 'SGD, momentum');
  await fillInLab(page, 'Momentum', '0.5');
  await chooseInLab(page, 'Augmentation', 'Light');
  await fillInLab(page, 'Learning rate', '0.001');
  await chooseInLab(page, 'Augmentation', 'Off');
  await fillInLab(page, 'Epochs', '60');
  await pressInLab(page, 'Watch');
  await expect.poll(() => statusText(page), { timeout }).toContain('60 times each');
  await press(page, 'Train');
  await expect.poll(() => chart(page, 'Loss'), { timeout }).toMatch(/^Loss on validation 2\.\d{3} untrained, [12]\.\d{3} after epoch \d+; in training/);
  await expect.poll(() => chart(page, 'Accuracy'), { timeout }).toMatch(/^Accuracy on validation 0\.\d{3} untrained, 0\.\d{3} after epoch [2-9]; in training/);
  await pressInLab(page, 'Accuracy as table');
  await expect.poll(() => labText(page, 'mnist-metric-chart .table'), { timeout }).toMatch(/^Epoch Train Validation \d+ 0\.\d{4} 0\.\d{4} .* 0 – 0\.\d{4}$/);
  await pressInLab(page, 'Accuracy as table');

  await fillInLab(page, 'Learning rate', '0.5');
  const [folder = ''] = await listRunFolders(workspace);
  expect((await readRun(folder)).configuration).toMatchObject({ model: 'softmax', optimizer: { kind: 'sgd', momentum: 0.5, learningRate: 0.001 }, augmentation: null, rounds: [60] });
  await expect.poll(async () => (await readRun(folder)).configuration.interventions.map(({ field, value }) => [field, value]), { timeout }).toEqual([['learningRate', 0.5]]);

  await pressInHeader(page, 'Pause');
  const paused = /^Paused in epoch (\d+) of 60 saved batch (\d+) of 391$/;
  await expect.poll(() => statusText(page), { timeout }).toMatch(paused);
  const [, epoch = '', batch = ''] = paused.exec(await statusText(page)) ?? [];
  await pressInLab(page, 'One batch');
  await expect.poll(() => statusText(page), { timeout }).toBe(`Paused in epoch ${epoch} of 60 saved batch ${Number(batch) + 1} of 391`);
  await pressInLab(page, 'Full speed');
  await pressInLab(page, 'One epoch');
  await expect.poll(() => statusText(page), { timeout }).toBe(`Paused in epoch ${Number(epoch) + 1} of 60 saved batch 0 of 391`);

  await pressInLab(page, 'To the end');
  await expect.poll(() => epochsDone(folder), { timeout }).toBeGreaterThan(Number(epoch));
  await pressInHeader(page, 'Stop');
  await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^(Stopped in epoch \d+|Finished 60) of 60$/);

  expect(await hasColour(page, darkYellow)).toBe(true);
  await switchTheme(editor, 'Light Modern');
  await expect.poll(() => hasColour(page, lightYellow), { timeout }).toBe(true);
  expect(await hasColour(page, darkYellow)).toBe(false);

  // A checkpoint of the timeline is what every tab reads then.
  await (await tabPage(page)).locator('mnist-epoch-timeline button.cell').first().click();
  await openTab(page, 'Evaluate');
  await expect.poll(() => labText(page, 'mnist-evaluate-tab .empty .hint'), { timeout }).toMatch(/^It reads the weights chosen above: (untrained|epoch \d+) of /);
  await expect.poll(async () => await (await labFrame(page)).locator('mnist-epoch-announcer [role=status]').textContent(), { timeout }).toMatch(/^\s*Run (stopped|finished)\. Epoch \d+ of 60: validation accuracy/);

  await runCommand(page, 'MNIST: Find Learning Rate');
  await expect.poll(() => labText(page, 'mnist-rate-finder'), { timeout }).toMatch(/At 0\.\d+ the loss falls fastest\./);
  expect(await canvasLabel(page, 'mnist-rate-finder')).toMatch(/^Loss by learning rate: 2\.\d{3} at first, lowest 0\.\d{3} at /);
  await (await tabPage(page)).locator('mnist-rate-finder').getByRole('button', { name: /^Use 0\.\d+$/ }).click();
  await expect.poll(() => labText(page, 'mnist-rate-finder'), { timeout }).toMatch(/0\.\d+ is used/);
});

function chart(page: Page, title: string): Promise<string> {
  return canvasLabel(page, `mnist-metric-chart:has(h2:text-is("${title}"))`);
}

/** Opens what the Train tab's configuration shows on demand. */
async function unfold(page: Page, heading: string): Promise<void> {
  await (await tabPage(page)).locator(`mnist-disclosure[heading="${heading}"] summary`).click();
}

/** Whether a pixel of a chart has this colour. */
async function hasColour(page: Page, [red, green, blue]: readonly [number, number, number]): Promise<boolean> {
  const canvas = (await tabPage(page)).locator('mnist-metric-chart canvas').first();
  return canvas.evaluate((element, wanted) => {
    if (!(element instanceof HTMLCanvasElement)) return false;
    const { width, height } = element;
    // A copy: Chromium warns where one reads a canvas that is meant to be seen.
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    copy?.drawImage(element, 0, 0);
    const { data } = copy?.getImageData(0, 0, width, height) ?? { data: [] };
    return Array.from({ length: width * height }, (_, index) => 4 * index).some((at) => wanted.every((value, channel) => data[at + channel] === value) && data[at + 3] === 255);
  }, [red, green, blue]);
}

async function epochsDone(folder: string): Promise<number> {
  return (await readHistory(folder)).at(-1)?.epoch ?? 0;
}
