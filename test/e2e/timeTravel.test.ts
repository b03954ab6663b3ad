import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { digitStrokes, drawWithMouse } from './drawing';
import { labText, openTab, tabPage } from './labView';
import { scenario } from './scenario';
import { switchTheme, themes } from './theme';
import { openView } from './trainView';
import { labFrame } from './webviews';
import { runCommand } from './workbench';

const timeout = 30_000;

scenario('the slider goes back through the checkpoints of a run, and what is read in a drawing follows it', async (editor) => {
  const { page, probe } = editor;
  await openView(page);
  await probe.executeCommand('mnist.train');
  await runCommand(page, 'MNIST: Draw a Digit');
  await drawWithMouse(page, (await tabPage(page)).locator('mnist-pad'), digitStrokes.zero);
  await expect.poll(() => labText(page, 'mnist-reading-panel'), { timeout }).toContain('weights of epoch 20');
  const slider = (await labFrame(page)).getByRole('slider', { name: 'Checkpoint' });
  await slider.press('Home');
  await expect.poll(() => labText(page, 'mnist-reading-panel'), { timeout }).toContain('untrained weights');
  await slider.press('ArrowRight');
  await expect.poll(() => labText(page, 'mnist-reading-panel'), { timeout }).toContain('weights of epoch 1');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^epoch 1, validation accuracy 0\.\d{4}$/);

  await openTab(page, 'Samples');
  for (const theme of themes) {
    await switchTheme(editor, theme);
    await page.screenshot({ path: join(inject('output'), 'screenshots', `time travel ${theme}.png`.toLowerCase().replaceAll(' ', '-')), animations: 'disabled' });
  }
  await slider.press('End');
  await slider.press('ArrowLeft');
  await (await labFrame(page)).getByRole('button', { name: 'Play the checkpoints from here' }).click();
  await expect.poll(() => slider.getAttribute('aria-valuetext'), { timeout }).toMatch(/^epoch 20,/);
});
