import type { Locator, Page } from 'playwright-core';
import { shownText } from './shownText';
import { labFrame } from './webviews';

/*
 * The lab as a person reads it. Its page is made anew whenever it is shown, so each of these looks for it again.
 */

export type TabName = 'Train' | 'Samples' | 'Draw' | 'Evaluate';

/** Chooses a tab. */
export async function openTab(page: Page, name: TabName): Promise<void> {
  await (await labFrame(page)).getByRole('tab', { name, exact: true }).click();
}

/** The tab that is chosen. */
export async function chosenTab(page: Page): Promise<string> {
  return (await (await labFrame(page)).getByRole('tab', { selected: true }).innerText()).trim();
}

/** The page of the tab that is chosen. */
export async function tabPage(page: Page): Promise<Locator> {
  return (await labFrame(page)).getByRole('tabpanel');
}

/** A button of the chosen tab's page, by its whole name. */
export async function labButton(page: Page, name: string): Promise<Locator> {
  return (await tabPage(page)).getByRole('button', { name, exact: true });
}

/** Presses a button of the chosen tab's page. */
export async function pressInLab(page: Page, name: string): Promise<void> {
  await (await labButton(page, name)).click();
}

/** What stands in an element of the chosen tab's page, found by its CSS selector; see `shownText`. */
export async function labText(page: Page, selector: string): Promise<string> {
  return shownText((await tabPage(page)).locator(selector).first());
}

/** Presses a button right of the tabs, which acts on the run whatever tab is chosen. */
export async function pressInHeader(page: Page, name: string): Promise<void> {
  await (await labFrame(page)).locator('mnist-run-buttons').getByRole('button', { name, exact: true }).click();
}

/** Types into a field of the chosen tab's page and presses Enter. */
export async function fillInLab(page: Page, label: string, text: string): Promise<void> {
  const field = (await tabPage(page)).locator(`vscode-textfield[label="${label}"] input`);
  await field.fill(text);
  await field.press('Enter');
}

/** Chooses from a list of the chosen tab's page. */
export async function chooseInLab(page: Page, list: string, option: string): Promise<void> {
  const select = (await tabPage(page)).locator(`vscode-single-select[label="${list}"]`);
  await select.click();
  await select.getByRole('option', { name: option, exact: true }).click();
}

/** What the lab tells a screen reader of a canvas of the chosen tab's page. */
export async function canvasLabel(page: Page, selector: string): Promise<string> {
  return (await (await tabPage(page)).locator(`${selector} canvas`).first().getAttribute('aria-label')) ?? '';
}
