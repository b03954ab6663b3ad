import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { digitStrokes, drawWithMouse } from './drawing';
import type { Editor } from './editor';
import { startAndFreeze } from './frozenRun';
import { fillInLab, labText, openTab, pressInLab, tabPage } from './labView';
import { reduceColours } from './palettePng';
import { scenario } from './scenario';
import { waitForFrame } from './theme';
import { openView, statusTitle } from './trainView';
import { labFrame, sidebarFrame } from './webviews';
import { runCommand } from './workbench';

const timeout = 60_000;

scenario(
  'the pictures of the README',
  async (editor) => {
    const { page, probe } = editor;
    await openView(page);
    await runCommand(page, 'MNIST: Open Lab');
    await drawWithMouse(page, (await sidebarFrame(page)).locator('mnist-pad'), digitStrokes.three);
    await probe.changeSetting('mnist.pace', 'watch');
    const run = await startAndFreeze(editor, 8);
    await expect.poll(() => labText(page, 'mnist-status-line'), { timeout }).toMatch(/^Epoch (8|9|1\d) of 20/);
    await take(editor, 'train');
    run.thaw();
    await probe.changeSetting('mnist.pace', 'full');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');

    await runCommand(page, 'View: Close Primary Side Bar');
    await openTab(page, 'Evaluate');
    await pressInLab(page, 'Evaluate');
    await expect.poll(() => labText(page, 'mnist-test-summary'), { timeout }).toContain('Test accuracy');
    await take(editor, 'evaluate');

    await openTab(page, 'Samples');
    await (await tabPage(page)).getByRole('button', { name: /^Test/ }).click();
    await expect.poll(() => labText(page, 'mnist-picked-image .title'), { timeout }).toMatch(/^Test #/);
    await fillInLab(page, 'Go to an index', '1839');
    await expect.poll(() => labText(page, 'mnist-picked-image .title'), { timeout }).toContain('read as 8');
    await take(editor, 'samples');

    await openTab(page, 'Draw');
    await drawWithMouse(page, (await tabPage(page)).locator('mnist-pad'), digitStrokes.five);
    await expect.poll(() => labText(page, 'mnist-why-panel .words'), { timeout }).toContain('strongest of ten');
    await take(editor, 'draw');
  },
  { size: { width: 1600, height: 1000 }, scale: 1.5, timeoutMs: 900_000 },
);

async function take({ page }: Editor, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await waitForFrame(await labFrame(page));
  const picture = await page.screenshot({ animations: 'disabled' });
  await writeFile(join(inject('root'), 'media', `${name}.png`), reduceColours(picture));
}
