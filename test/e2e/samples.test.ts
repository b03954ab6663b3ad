import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { chooseInLab, fillInLab, labText, openTab, pressInLab, tabPage } from './labView';
import { checkpointFile, listRunFolders } from './runFolder';
import { scenario } from './scenario';
import { evaluateInTerminal } from './terminal';
import { openView } from './trainView';
import { runCommand } from './workbench';

const timeout = 30_000;

scenario('image 1839 is found in Samples with why it is misread, then the next mistake, and images by label; the place outlives loading the window anew', async (editor) => {
  const { page, probe, workspace } = editor;
  await openView(page);
  await probe.executeCommand('mnist.train');
  await runCommand(page, 'MNIST: Show Samples');
  await (await tabPage(page)).getByRole('button', { name: /^Test/ }).click();
  await expect.poll(() => samples(page), { timeout }).toContain('What the model reads in test images appears after Evaluate.');
  await probe.executeCommand('mnist.evaluate');
  await openTab(page, 'Samples');
  await expect.poll(() => samples(page), { timeout }).toContain('Read by Evaluate with the weights that are shown, of epoch 20.');

  await fillInLab(page, 'Go to an index', '1839');
  await expect.poll(() => picked(page), { timeout }).toMatch(/^Test #1839 is a 2 read as 8/);
  await expect.poll(() => labText(page, 'mnist-image-reading'), { timeout }).toMatch(/Loss of this image \d\.\d{3} .*Read by weights of epoch 20\./);
  await (await tabPage(page)).locator('mnist-pixel-picture [tabindex]').press('ArrowRight');
  await expect.poll(() => labText(page, 'mnist-pixel-inspector dl'), { timeout }).toMatch(/^row \d+ column \d+ value [\d.]+$/);

  await page.keyboard.press('n');
  await expect.poll(() => picked(page), { timeout }).toMatch(/^Test #1[89]\d\d is a (\d) read as (?!\1)\d/);
  await page.keyboard.press('p');
  await expect.poll(() => picked(page), { timeout }).toMatch(/^Test #1839 /);
  await fillInLab(page, 'Go to an index', '70000');
  await expect.poll(() => labText(page, 'mnist-notice-line'), { timeout }).toContain('There is no image 70,000: Test images go from 0 to 9,999.');
  await expect.poll(() => picked(page), { timeout }).toMatch(/^Test #1839 /);

  const [folder = ''] = await listRunFolders(workspace);
  const { confusion } = await evaluateInTerminal(checkpointFile(folder, 'epoch-0020'), 'test');
  const [, , twos = []] = confusion;
  await chooseInLab(page, 'Label', 'Label 2');
  await expect.poll(() => labText(page, '.shown'), { timeout }).toContain('1,032 of 10,000');
  await chooseInLab(page, 'Prediction', 'Prediction 8');
  await expect.poll(() => labText(page, '.shown'), { timeout }).toContain(`${twos[8]} of 10,000`);
  await (await tabPage(page)).getByRole('link', { name: 'Clear filter' }).click();
  await expect.poll(() => labText(page, '.shown'), { timeout }).toBe('10,000 images');

  await fillInLab(page, 'Go to an index', '1839');
  await pressInLab(page, 'Draw on It');
  await expect.poll(() => labText(page, 'mnist-reading-panel'), { timeout }).toMatch(/ 8 \d\d\.\d% sure/);

  await openTab(page, 'Samples');
  await scrollGallery(page, 4400);
  await editor.reload();
  await expect.poll(() => labText(page, '.shown'), { timeout }).toBe('10,000 images');
  await expect.poll(() => scrolledTo(page), { timeout }).toBe(4400);
  await expect.poll(() => picked(page), { timeout }).toMatch(/^Test #1839 /);
});

/** Scrolls the gallery of Samples, once it is long enough, and waits until it has rested there and that is kept. */
async function scrollGallery(page: Page, top: number): Promise<void> {
  const lab = await tabPage(page);
  await expect.poll(() => lab.locator('mnist-gallery .scroller').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight), { timeout }).toBeGreaterThan(top);
  await lab.locator('mnist-gallery').evaluate(
    (gallery, to) =>
      new Promise((resolve) => {
        gallery.addEventListener('rest', resolve, { once: true });
        gallery.shadowRoot?.querySelector('.scroller')?.scrollTo({ top: to, behavior: 'instant' });
      }),
    top,
  );
}

async function scrolledTo(page: Page): Promise<number> {
  return (await tabPage(page)).locator('mnist-gallery .scroller').evaluate(({ scrollTop }) => scrollTop);
}

function samples(page: Page): Promise<string> {
  return labText(page, 'mnist-samples-tab');
}

function picked(page: Page): Promise<string> {
  return labText(page, 'mnist-picked-image .title');
}
