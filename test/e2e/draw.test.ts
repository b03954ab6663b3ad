import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { parseLabels } from '../../src/core/dataset';
import { fromText, gifAnimated, png as smallPng, pngOfSize } from '../core/drawing/pictureFiles';
import { digitStrokes, drawWithMouse } from './drawing';
import { labText, openTab, pressInLab, tabPage } from './labView';
import { photoOfAOne } from './photo';
import { scenario } from './scenario';
import { shownText } from './shownText';
import { openView, press, statusTitle } from './trainView';
import { sidebarFrame } from './webviews';
import { runCommand } from './workbench';

const timeout = 30_000;

scenario('a digit is drawn, read, corrected and taken back, in the sidebar and in the lab', async ({ page, probe, workspace }) => {
  await probe.changeSetting('mnist.pace', 'watch');
  await openView(page);
  await expect.poll(() => sidebarPadText(page), { timeout }).toContain('Train first, then draw a digit here.');
  await press(page, 'Train');
  await drawWithMouse(page, await sidebarPad(page), digitStrokes.one);
  await expect.poll(() => sidebarPadText(page), { timeout }).toMatch(/^Draw live weights \d \d\d\.\d%/);
  await probe.changeSetting('mnist.pace', 'full');
  await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
  await expect.poll(() => sidebarPadText(page), { timeout }).toMatch(/^Draw weights of epoch 20 1 \d\d\.\d%/);

  await runCommand(page, 'MNIST: Draw a Digit');
  await expect.poll(() => readPanel(page), { timeout }).toContain('Draw a digit');
  await drawWithMouse(page, await labPad(page), digitStrokes.seven);
  await expect.poll(() => readPanel(page), { timeout }).toMatch(/weights of epoch 20 7 \d\d\.\d% sure then \d with /);
  await expect.poll(() => evidence(page), { timeout }).toMatch(/^7: \+\d+\.\d\d, strongest of ten\./);
  const logits = await evidenceLogits(page);
  expect(logits.length).toBe(10);
  expect(logits).toEqual([...logits].sort((a, b) => b - a));

  await pressInLab(page, 'This is a 3');
  await expect.poll(() => correction(page), { timeout }).toMatch(/Kept as a 3\. Undo · My digits \(1\): 0 of 1 read correctly/);
  expect(await keptLabels(workspace)).toEqual([3]);
  await (await tabPage(page)).getByRole('link', { name: 'Undo' }).click();
  await expect.poll(() => correction(page), { timeout }).toContain('My digits (0)');
  expect(await keptLabels(workspace)).toEqual([]);
  await pressInLab(page, 'This is a 7');
  await expect.poll(() => correction(page), { timeout }).toMatch(/My digits \(1\): 1 of 1 read correctly/);
  expect(await keptLabels(workspace)).toEqual([7]);

  await drawWithMouse(page, await labPad(page), digitStrokes.one);
  const twoStrokes = await seen(page);
  await pressInLab(page, 'Undo');
  await expect.poll(() => readPanel(page), { timeout }).toMatch(/ 7 \d\d\.\d% sure/);
  await pressInLab(page, 'Redo');
  await expect.poll(() => seen(page), { timeout }).toBe(twoStrokes);
  await pressInLab(page, 'Clear');
  await expect.poll(() => readPanel(page), { timeout }).toContain('Draw a digit');

  // The cursor begins in the middle; Shift makes its steps a tenth of the pad.
  await (await labPad(page)).locator('.pad').focus();
  for (const key of ['Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Space', ...Array<string>(6).fill('Shift+ArrowDown'), 'Space']) await page.keyboard.press(key);
  await expect.poll(() => readPanel(page), { timeout }).toMatch(/ 1 \d\d\.\d% sure/);
  await page.keyboard.press('Control+z');
  await expect.poll(() => readPanel(page), { timeout }).toContain('Draw a digit');

  const full = 'The pad is full. Undo, erase or clear to draw on.';
  await drawForMinutes(await labPad(page));
  await expect.poll(() => labText(page, 'mnist-pad'), { timeout }).toContain(full);
  await expect.poll(() => readPanel(page), { timeout }).toMatch(/ \d \d\d\.\d% sure/);
  await pressInLab(page, 'Undo');
  await expect.poll(() => labText(page, 'mnist-pad'), { timeout }).not.toContain(full);
});

scenario('pictures are opened, pasted and loaded, and what is none says why and leaves the pad as it is', async ({ page, probe }) => {
  await openView(page);
  await probe.executeCommand('mnist.train');
  await runCommand(page, 'MNIST: Draw a Digit');
  await openPicture(page, 'one.png', photoOfAOne());
  await expect.poll(() => readPanel(page), { timeout }).toMatch(/ 1 \d\d\.\d% sure/);

  const before = await seen(page);
  const refused: readonly (readonly [name: string, file: Uint8Array, sentence: string])[] = [
    ['empty.png', pngOfSize(0, 0), 'This picture has no pixels: its header says 0 x 0. Open another one.'],
    ['huge.png', pngOfSize(20_000, 20_000), 'This picture has 20000 x 20000 pixels; at most 25 million in all can be opened. Make it smaller, or cut out the digit.'],
    ['drawing.svg', fromText('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'This is an SVG drawing, which cannot be opened. Export it as a PNG and open that.'],
    ['text.png', fromText('not a picture'), 'This is no picture that can be opened, or it is damaged. Open a PNG, JPEG, GIF, WebP or BMP file.'],
    ['half.png', smallPng.subarray(0, 60), 'This PNG file is damaged: it begins like one, but cannot be decoded. Open another one.'],
    ['moving.gif', gifAnimated, 'No ink was found on this picture. Open one of a single digit, darker or lighter than its background.'],
    ['nothing.png', new Uint8Array(), 'This file is empty. Open another one.'],
  ];
  for (const [name, file, sentence] of refused) {
    await openPicture(page, name, file);
    await expect.poll(() => notice(page), { timeout }).toBe(sentence);
  }
  expect(await seen(page)).toBe(before);

  await openPicture(page, 'moving.png', photoOfAOne({ isAnimated: true }));
  await expect.poll(() => notice(page), { timeout }).toBe('This PNG file is an animation; its first frame was taken.');

  await pressInLab(page, 'Clear');
  await pastePicture(page, photoOfAOne());
  await expect.poll(() => readPanel(page), { timeout }).toMatch(/ 1 \d\d\.\d% sure/);

  // The notebook's image on which the model breaks: a 2 that it reads as an 8.
  await loadImage(page, '1839');
  await expect.poll(() => readPanel(page), { timeout }).toMatch(/ 8 \d\d\.\d% sure/);
  await loadImage(page, '70000');
  await expect.poll(() => notice(page), { timeout }).toBe('There is no test image 70000. Choose an index from 0 to 9999.');
  await openTab(page, 'Draw');
  expect(await readPanel(page)).toMatch(/ 8 \d\d\.\d% sure/);
});

async function sidebarPad(page: Page): Promise<Locator> {
  return (await sidebarFrame(page)).locator('mnist-pad canvas');
}

async function labPad(page: Page): Promise<Locator> {
  return (await tabPage(page)).locator('mnist-pad');
}

async function sidebarPadText(page: Page): Promise<string> {
  return shownText((await sidebarFrame(page)).locator('mnist-small-pad'));
}

function readPanel(page: Page): Promise<string> {
  return labText(page, 'mnist-reading-panel');
}

function correction(page: Page): Promise<string> {
  return labText(page, 'mnist-correction-row');
}

function notice(page: Page): Promise<string> {
  return labText(page, 'mnist-start-row .notice');
}

function evidence(page: Page): Promise<string> {
  return labText(page, 'mnist-why-panel .words');
}

async function evidenceLogits(page: Page): Promise<number[]> {
  const captions = await (await tabPage(page)).locator('mnist-why-panel .caption .code').allInnerTexts();
  return captions.map((text) => Number(text.replace('−', '-')));
}

/** What the network sees, as a screen reader has it. */
async function seen(page: Page): Promise<string> {
  return (await (await tabPage(page)).locator('mnist-seen-image canvas').getAttribute('aria-label')) ?? '';
}

async function openPicture(page: Page, name: string, file: Uint8Array): Promise<void> {
  const input = (await tabPage(page)).locator('mnist-start-row input[type=file]');
  await input.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(file) });
}

async function pastePicture(page: Page, file: Uint8Array): Promise<void> {
  const panel = await tabPage(page);
  await panel.evaluate((element, bytes) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(bytes)], 'image.png', { type: 'image/png' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true }));
  }, [...file]);
}

/** 51 circles of 400 places: 400 more than a drawing may have. */
async function drawForMinutes(pad: Locator): Promise<void> {
  await pad.locator('canvas').evaluate((canvas) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const send = (type: string, place: number) => {
      const angle = (2 * Math.PI * place) / 400;
      const [clientX, clientY] = [left + (0.5 + 0.4 * Math.cos(angle)) * width, top + (0.5 + 0.4 * Math.sin(angle)) * height];
      // A mouse's pointer is number 1.
      canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, clientX, clientY, bubbles: true }));
    };
    for (let circle = 0; circle < 51; circle++) {
      send('pointerdown', 0);
      for (let place = 1; place < 400; place++) send('pointermove', place);
      send('pointerup', 399);
    }
  });
}

async function loadImage(page: Page, index: string): Promise<void> {
  const panel = await tabPage(page);
  await panel.locator('mnist-start-row vscode-textfield input').fill(index);
  await panel.getByRole('button', { name: 'Load', exact: true }).click();
}

async function keptLabels(workspace: string): Promise<number[]> {
  const file = join(workspace, '.mnist', 'digits', 'labels-idx1-ubyte');
  return [...parseLabels(await readFile(file), file)];
}
