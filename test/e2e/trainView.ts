import type { Locator, Page } from 'playwright-core';
import { sidebarFrame } from './webviews';

/*
 * The view Train as a person reads it. Its page is made anew whenever it is shown, so each of these looks for it again.
 */

/** Shows the view by its icon in the activity bar, which would hide it if it is there. */
export async function openView(page: Page): Promise<void> {
  const icon = page.locator('.part.activitybar .action-item', { has: page.locator('a[aria-label^="MNIST"]') });
  await icon.waitFor();
  if (!/\bchecked\b/.test((await icon.getAttribute('class')) ?? '')) await icon.click();
  await sidebarFrame(page);
}

/** What the view says of the run: "Finished 20 of 20". */
export async function statusTitle(page: Page): Promise<string> {
  return textOf((await sidebarFrame(page)).locator('mnist-status-line .title').first());
}

/** Everything that the view says of the run. */
export async function statusText(page: Page): Promise<string> {
  return textOf((await sidebarFrame(page)).locator('mnist-status-line > div'));
}

/** A number by its label: "Validation accuracy" or "Loss". */
export async function numberOf(page: Page, label: string): Promise<string> {
  const frame = await sidebarFrame(page);
  const term = frame.locator('dt').getByText(label, { exact: true });
  return textOf(frame.locator('dl > div').filter({ has: term }).locator('dd'));
}

/** The numbers, and what the test set gave. */
export async function resultsText(page: Page): Promise<string> {
  return textOf((await sidebarFrame(page)).locator('section.results'));
}

/** What stands below: the engine, and where runs are saved if not in the workspace. */
export async function footerText(page: Page): Promise<string> {
  return textOf((await sidebarFrame(page)).locator('footer'));
}

/** A button of the view, by its whole name. */
export async function button(page: Page, name: string): Promise<Locator> {
  return (await sidebarFrame(page)).getByRole('button', { name, exact: true });
}

/** Presses a button of the view. */
export async function press(page: Page, name: string): Promise<void> {
  await (await button(page, name)).click();
}

/** What is in sight of an element, with single spaces; not of the elements in it that have shadow roots. */
async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replaceAll(/\s+/g, ' ').trim();
}
