import type { Frame } from 'playwright-core';
import type { Editor } from './editor';
import { waitFor } from './waitFor';

/** One of each kind, by their ids. */
export const themes = ['Dark Modern', 'Light Modern', 'Default High Contrast', 'Default High Contrast Light'] as const;
export type Theme = (typeof themes)[number];

/** Switches the theme, and waits until our pages in sight have it and have drawn with it. */
export async function switchTheme({ page, probe }: Editor, theme: Theme): Promise<void> {
  await probe.changeSetting('workbench.colorTheme', theme);
  for (const frame of page.frames()) if (await isOurs(frame)) await waitForTheme(frame, theme);
}

/** Waits until what was asked to be drawn in a page is drawn. */
export async function waitForFrame(frame: Frame): Promise<void> {
  await frame.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

async function waitForTheme(frame: Frame, theme: Theme): Promise<void> {
  const has = () => frame.evaluate((id) => document.body.dataset['vscodeThemeId'] === id, theme);
  await waitFor(async () => ((await has()) ? true : undefined), { what: `the theme ${theme} in a page` });
  await waitForFrame(frame);
}

/** A frame that is just made or taken away cannot be asked. */
function isOurs(frame: Frame): Promise<boolean> {
  return frame.evaluate(() => document.body.dataset['kind'] !== undefined).catch(() => false);
}
