import type { Locator, Page } from 'playwright-core';
import { shownText } from './shownText';
import { waitFor } from './waitFor';
import { quickInputBox, quickInputTitle } from './workbench';

/*
 * The view Runs as a person uses it: a native tree below the view Train, which has to be in sight.
 */

/** The view with its title. */
export function runsView(page: Page): Locator {
  return page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Runs"]') });
}

/** The rows in sight, each as its label and what stands behind it. */
export async function readRuns(page: Page): Promise<string[]> {
  const rows = runsView(page).locator('.monaco-list-row');
  return rows.evaluateAll((elements) =>
    elements
      .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
      .map((row) => [row.querySelector('.label-name')?.textContent, row.querySelector('.label-description')?.textContent].join(' · ')),
  );
}

/** A row by what a screen reader says of it. */
export function runsRow(page: Page, spoken: RegExp): Locator {
  return runsView(page).getByRole('treeitem', { name: spoken }).first();
}

/** What stands where there are no rows. */
export function emptyText(page: Page): Promise<string> {
  return shownText(runsView(page).locator('.welcome-view-content').first());
}

/** Chooses from a row's menu. */
export async function chooseFromMenu(page: Page, spoken: RegExp, entry: string): Promise<void> {
  await runsRow(page, spoken).click({ button: 'right' });
  const item = page.locator('.monaco-menu .action-item').filter({ has: page.getByText(entry, { exact: true }) });
  // A click that comes sooner than 0.1 s after the menu opened is taken for the one that opened it.
  await item.hover();
  await item.and(page.locator('.focused')).waitFor();
  await page.keyboard.press('Enter');
}

/** Opens the question of a new name for the first row. Until the lab beside it has settled, the key may reach nobody. */
export async function renameByKey(page: Page): Promise<void> {
  const title = quickInputTitle(page).getByText('Rename Run', { exact: true });
  const press = async () => {
    await runsView(page).locator('[data-index="0"]').click();
    await page.keyboard.press('F2');
    return title.waitFor({ timeout: 1000 }).then(
      () => true,
      () => undefined,
    );
  };
  await waitFor(press, { what: 'Rename Run' });
}

/** Waits for the question of that title, types an answer, and accepts it. */
export async function answer(page: Page, title: string, text: string): Promise<void> {
  await quickInputTitle(page).getByText(title, { exact: true }).waitFor();
  await quickInputBox(page).fill(text);
  await page.keyboard.press('Enter');
}
