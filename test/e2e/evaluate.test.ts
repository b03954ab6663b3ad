import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { chosenTab, labButton, labText, pressInLab, tabPage } from './labView';
import { checkpointFile, listRunFolders } from './runFolder';
import { scenario } from './scenario';
import { evaluateInTerminal } from './terminal';
import { openView, press, statusTitle } from './trainView';
import { runCommand } from './workbench';

const timeout = 30_000;

scenario(
  'Evaluate reads the live weights while they learn, says when it is old, and afterwards finds what the terminal program finds',
  async ({ page, probe, workspace }) => {
    await openView(page);
    await press(page, 'Train');
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Epoch \d+ of 20$/);
    await runCommand(page, 'MNIST: Evaluate on Test Set');
    await expect.poll(() => chosenTab(page), { timeout }).toBe('Evaluate');
    await expect.poll(() => summary(page), { timeout }).toMatch(/Test accuracy 0\.\d{4} .* (untrained|epoch \d+(, batch \d+)?) · took /);
    await expect.poll(() => labText(page, '.stale'), { timeout }).toMatch(/^All this is of (untrained|epoch \d+(, batch \d+)?), not of the weights chosen above\. Evaluate Again reads those\.$/);

    await probe.changeSetting('mnist.pace', 'full');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
    await pressInLab(page, 'Evaluate Again');
    await expect.poll(() => summary(page), { timeout }).toContain('epoch 20 · took');
    expect(await labText(page, '.stale')).toBe('');

    const [folder = ''] = await listRunFolders(workspace);
    const found = await evaluateInTerminal(checkpointFile(folder, 'epoch-0020'), 'test');
    await expect.poll(() => summary(page), { timeout }).toContain(`Test accuracy ${found.accuracy.toFixed(4)}`);
    await expect.poll(() => matrix(page), { timeout }).toEqual(found.confusion.flat().map(String));

    await pressInLab(page, '% of row');
    const zeros = found.confusion[0]?.reduce((sum, count) => sum + count, 0) ?? 0;
    const [zerosRight = 0] = found.confusion[0] ?? [];
    expect((await matrix(page))[0]).toBe(((100 * zerosRight) / zeros).toFixed(1));

    const panel = await tabPage(page);
    await panel.locator('mnist-confused-pairs tbody tr').nth(1).click();
    const chosen = await panel.locator('mnist-confusion-matrix [aria-selected=true] button').getAttribute('aria-label');
    const [cell = '', label = '', predicted = ''] = /^(\d) read as (\d)/.exec(chosen ?? '') ?? [];
    const count = found.confusion[Number(label)]?.[Number(predicted)] ?? 0;
    await expect.poll(() => labText(page, 'mnist-cell-images header'), { timeout }).toBe(`${cell} ${count} images`);
    await (await labButton(page, 'Open in Samples')).click();
    await expect.poll(() => chosenTab(page), { timeout }).toBe('Samples');
    await expect.poll(() => labText(page, '.shown'), { timeout }).toContain(`${count} of 10,000`);
  },
  { settings: { 'mnist.pace': 'watch' } },
);

function summary(page: Page): Promise<string> {
  return labText(page, 'mnist-test-summary');
}

/** What stands in the hundred cells, row by row. */
async function matrix(page: Page): Promise<string[]> {
  const texts = await (await tabPage(page)).locator('mnist-confusion-matrix td button').allInnerTexts();
  return texts.map((text) => text.trim());
}
