import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { digitStrokes, drawWithMouse } from './drawing';
import { chosenTab, labText, openTab, tabPage } from './labView';
import { scenario } from './scenario';
import { switchTheme } from './theme';
import { openView, press, statusTitle } from './trainView';
import { sidebarFrame } from './webviews';
import { moveTrainView, runCommand } from './workbench';

const timeout = 30_000;

scenario(
  'a run, the tab and a drawing outlive hiding the lab, moving the view, a change of theme and loading the window anew',
  async (editor) => {
    const { page } = editor;
    await openView(page);
    await runCommand(page, 'MNIST: Draw a Digit');
    await drawWithMouse(page, (await tabPage(page)).locator('mnist-pad'), digitStrokes.zero);
    await drawWithMouse(page, (await sidebarFrame(page)).locator('mnist-pad'), digitStrokes.one);
    const drawn = await seen(page);
    await openTab(page, 'Evaluate');
    await press(page, 'Train');
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Epoch \d+ of 20$/);

    await runCommand(page, 'File: New Untitled Text File');
    await expect.poll(() => isLabInSight(page), { timeout }).toBe(false);
    const hiddenAt = await epochOf(page);
    await expect.poll(() => epochOf(page), { timeout }).toBeGreaterThan(hiddenAt);
    await page.getByRole('tab', { name: /^MNIST Lab/ }).click();
    await expect.poll(() => chosenTab(page), { timeout }).toBe('Evaluate');
    await openTab(page, 'Draw');
    await expect.poll(() => seen(page), { timeout }).toBe(drawn);
    await expect.poll(() => labText(page, 'mnist-reading-panel'), { timeout }).toMatch(/ 0 \d\d\.\d% sure/);
    await press(page, 'Pause');
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Paused in epoch/);

    expect(await padColours(page)).toEqual({ paper: 'rgb(17, 17, 17)', ink: [250, 250, 250, 255] });
    await switchTheme(editor, 'Light Modern');
    await expect.poll(() => padColours(page), { timeout }).toEqual({ paper: 'rgb(255, 255, 255)', ink: [26, 26, 26, 255] });

    await moveTrainView(page, 'New Panel Entry');
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Paused in epoch/);
    await expect.poll(() => likeliestInSidebar(page), { timeout }).toBe('1');
    await moveTrainView(page, 'New Secondary Side Bar Entry');
    await expect.poll(() => likeliestInSidebar(page), { timeout }).toBe('1');
    await runCommand(page, 'View: Reset View Locations');

    await editor.reload();
    await expect.poll(() => chosenTab(page), { timeout }).toBe('Draw');
    await expect.poll(() => seen(page), { timeout }).toBe(drawn);
    await openView(page);
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Interrupted in epoch \d+ of 20$/);
  },
  { settings: { 'mnist.pace': 'watch' } },
);

/** What the network sees of the lab's pad, as a screen reader has it. */
async function seen(page: Page): Promise<string> {
  return (await (await tabPage(page)).locator('mnist-seen-image canvas').getAttribute('aria-label')) ?? '';
}

async function isLabInSight(page: Page): Promise<boolean> {
  const kinds = await Promise.all(page.frames().map((frame) => frame.evaluate(() => document.body.dataset['kind']).catch(() => undefined)));
  return kinds.includes('lab');
}

/** The epoch in which the run is, by the sidebar. */
async function epochOf(page: Page): Promise<number> {
  return Number(/^Epoch (\d+)/.exec(await statusTitle(page))?.[1]);
}

/** The pad's paper, and its pixel at the left end of the drawn zero. */
async function padColours(page: Page): Promise<{ paper: string; ink: number[] }> {
  return (await tabPage(page)).locator('mnist-pad .pad').evaluate((pad) => {
    const canvas = pad.querySelector('canvas');
    // A copy: Chromium warns where one reads a canvas that is meant to be seen.
    const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (canvas) copy?.drawImage(canvas, -Math.round(0.3 * canvas.width), -Math.round(0.5 * canvas.height));
    const pixel = copy?.getImageData(0, 0, 1, 1).data;
    return { paper: getComputedStyle(pad).backgroundColor, ink: [...(pixel ?? [])] };
  });
}

async function likeliestInSidebar(page: Page): Promise<string> {
  return (await (await sidebarFrame(page)).locator('mnist-top-readings .digit').first().innerText()).trim();
}
