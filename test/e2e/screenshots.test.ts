import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { RunFile } from '../../src/core/formats/runFile';
import { findBarriers } from './accessibility';
import { digitStrokes, drawWithMouse } from './drawing';
import type { Editor } from './editor';
import { startAndFreeze, startAndKill } from './frozenRun';
import { labText, openTab, pressInLab, tabPage, type TabName } from './labView';
import { listRunFolders, readRun } from './runFolder';
import { scenario } from './scenario';
import { switchTheme, themes, waitForFrame, type Theme } from './theme';
import { openView, press, statusTitle } from './trainView';
import { labFrame, sidebarFrame } from './webviews';
import { resizeSidebar, runCommand } from './workbench';

const timeout = 30_000;
const tabs: readonly TabName[] = ['Train', 'Samples', 'Draw', 'Evaluate'];

scenario(
  'every tab and state has its picture in four themes, and axe-core finds no barrier in them',
  async (editor) => {
    const { page, probe } = editor;
    await openView(page);
    await runCommand(page, 'MNIST: Open Lab');
    await takeInEveryTheme(editor, 'empty', tabs);

    await drawWithMouse(page, (await sidebarFrame(page)).locator('mnist-pad'), digitStrokes.seven);
    const run = await startAndFreeze(editor, 3);
    await takeInEveryTheme(editor, 'training', ['Train']);
    // A watched run that stood still hurries to where it should be by now: it must find the pause waiting.
    await press(page, 'Pause');
    run.thaw();
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Paused in epoch/);
    await openTab(page, 'Draw');
    await drawWithMouse(page, (await tabPage(page)).locator('mnist-pad'), digitStrokes.zero);
    await expect.poll(() => labText(page, 'mnist-reading-panel'), { timeout }).toContain('sure');
    await takeInEveryTheme(editor, 'paused', ['Train', 'Draw']);

    await probe.changeSetting('mnist.pace', 'full');
    await press(page, 'Resume');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
    await openTab(page, 'Evaluate');
    await pressInLab(page, 'Evaluate');
    await expect.poll(() => labText(page, 'mnist-test-summary'), { timeout }).toContain('Test accuracy');
    await openTab(page, 'Samples');
    await expect.poll(() => labText(page, 'mnist-image-reading'), { timeout }).toContain('Loss of this image');
    await takeInEveryTheme(editor, 'finished', tabs);
    expect(await findBarriersInEveryTheme(editor)).toEqual([]);
    for (const width of [200, 300]) {
      await resizeSidebar(page, width);
      await takeInEveryTheme(editor, `finished-sidebar-${width}`, ['Train']);
    }

    await startAndKill(editor);
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Interrupted in epoch/);
    await runCommand(page, 'Notifications: Clear All Notifications');
    await takeInEveryTheme(editor, 'interrupted', ['Train']);

    await pretendFailure(editor.workspace);
    await editor.reload();
    await openView(page);
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Failed in epoch/);
    await takeInEveryTheme(editor, 'failed', ['Train']);
  },
  { settings: { 'mnist.pace': 'watch' }, size: { width: 1440, height: 900 }, timeoutMs: 900_000 },
);

/** Makes the newest run one that failed, which no recipe there is comes to by itself. */
async function pretendFailure(workspace: string): Promise<void> {
  const folder = (await listRunFolders(workspace)).at(-1) ?? '';
  const failed: RunFile = { ...(await readRun(folder)), status: 'failed', problem: 'The loss is no number any more. Train again with a smaller learning rate.' };
  await writeFile(join(folder, 'run.json'), JSON.stringify(failed));
}

/** Pictures of the window at tabs of the lab, as `<theme>-<state>-<tab>.png`. */
async function takeInEveryTheme(editor: Editor, state: string, shown: readonly TabName[]): Promise<void> {
  for (const theme of themes) {
    await switchTheme(editor, theme);
    for (const tab of shown) {
      await openTab(editor.page, tab);
      await take(editor, theme, `${state}-${tab}`);
    }
  }
}

async function findBarriersInEveryTheme(editor: Editor): Promise<string[]> {
  const barriers: string[] = [];
  const seek = async (frame: Frame, where: string) => barriers.push(...(await findBarriers(editor, frame)).map((barrier) => `${where}: ${barrier}`));
  for (const theme of themes) {
    await switchTheme(editor, theme);
    await seek(await sidebarFrame(editor.page), `sidebar in ${theme}`);
    for (const tab of tabs) {
      await openTab(editor.page, tab);
      await seek(await labFrame(editor.page), `${tab} in ${theme}`);
    }
  }
  return barriers;
}

async function take({ page }: Editor, theme: Theme, name: string): Promise<void> {
  await waitForFrame(await labFrame(page));
  const file = `${theme} ${name}.png`.toLowerCase().replaceAll(' ', '-');
  await page.screenshot({ path: join(inject('output'), 'screenshots', file), animations: 'disabled' });
}
