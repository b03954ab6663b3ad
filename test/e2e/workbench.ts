import type { Locator, Page } from 'playwright-core';

const quickInput = '.quick-input-widget';

/** A line of a list: its label and what stands behind it. */
type Row = readonly [label: string, value: string];

/** Runs a command from the palette: `title` is its whole title, as in "MNIST: Train". */
export async function runCommand(page: Page, title: string): Promise<void> {
  await openPalette(page, title);
  await paletteRow(page, title).click();
}

/** Whether the palette offers a command now. */
export async function isOffered(page: Page, title: string): Promise<boolean> {
  await openPalette(page, title);
  await page.locator(`${quickInput} .monaco-list-row`).first().waitFor();
  const count = await paletteRow(page, title).count();
  await page.keyboard.press('Escape');
  await page.locator(quickInput).waitFor({ state: 'hidden' });
  return count > 0;
}

async function openPalette(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await quickInputBox(page).fill(`>${title}`);
}

function paletteRow(page: Page, title: string): Locator {
  return page.locator(`${quickInput} .monaco-list-row`).filter({ has: page.locator('.label-name').getByText(title, { exact: true }) });
}

/** Where one types into the palette or a question of an extension. */
export function quickInputBox(page: Page): Locator {
  return page.locator(`${quickInput} .quick-input-box input`);
}

/** The title above a question of an extension. */
export function quickInputTitle(page: Page): Locator {
  return page.locator(`${quickInput} .quick-input-title`);
}

/** What a question of an extension offers: label and description of each item in sight. */
export async function readQuickPick(page: Page): Promise<Row[]> {
  return readRows(page.locator(`${quickInput} .monaco-list-row`), '.quick-input-list-row .label-name', '.label-description');
}

/** The item of the status bar; it is there while a run exists. */
export function statusBarItem(page: Page): Locator {
  return page.locator('.part.statusbar .statusbar-item[id$="mnist.status"]');
}

/** The notifications that pop up, newest first. */
export function toasts(page: Page): Locator {
  return page.locator('.notifications-toasts .notification-toast');
}

/** The notifications of the notification centre, which keeps those that popped up and went. */
export function notifications(page: Page): Locator {
  return page.locator('.notifications-center .notification-list-item');
}

/** The lines of the output channel MNIST that are in sight, without their time and level. Opens the channel. */
export async function showLog(page: Page): Promise<void> {
  await runCommand(page, 'MNIST: Show Log');
  await page.locator('.part.panel .view-line').first().waitFor();
}

export async function logLines(page: Page): Promise<string[]> {
  const lines = page.locator('.part.panel .view-line');
  const texts = await lines.evaluateAll((elements) => elements.map((element) => ({ top: element instanceof HTMLElement ? element.offsetTop : 0, text: element.textContent })));
  return texts.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('\u00a0', ' ').replace(/^\S+ \S+ \[\w+\] /, ''));
}

/** Moves the view Train to another place, by the palette: "New Panel Entry". */
export async function moveTrainView(page: Page, place: string): Promise<void> {
  await runCommand(page, 'View: Move View');
  await paletteRow(page, 'Train').click();
  await paletteRow(page, place).click();
}

/** Drags the sidebar's edge until it is that wide. */
export async function resizeSidebar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('The sidebar is not in sight.');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width, middle, { steps: 4 });
  await page.mouse.up();
}

async function readRows(rows: Locator, label: string, value: string): Promise<Row[]> {
  return rows.evaluateAll(
    (elements, [labels, values]) => elements.map((row) => [row.querySelector(labels)?.textContent ?? '', row.querySelector(values)?.textContent ?? ''] as const),
    [label, value] as const,
  );
}
