import { expect } from 'vitest';
import { checkpointFile, listRunFolders } from './runFolder';
import { scenario } from './scenario';
import { evaluateInTerminal } from './terminal';
import { openView, resultsText } from './trainView';
import { isOffered, quickInputBox, quickInputTitle, readQuickPick, runCommand } from './workbench';

const timeout = 30_000;

scenario('without a model there is nothing to evaluate', async ({ page }) => {
  await openView(page);
  expect(await isOffered(page, 'MNIST: Evaluate on Test Set')).toBe(false);
});

scenario('Evaluate on Test Set finds what the terminal program finds', async ({ page, probe, workspace }) => {
  await openView(page);
  await probe.executeCommand('mnist.train');
  await runCommand(page, 'MNIST: Evaluate on Test Set');
  await expect.poll(() => resultsText(page), { timeout }).toContain('Test: ');
  const [folder = ''] = await listRunFolders(workspace);
  const { loss, accuracy } = await evaluateInTerminal(checkpointFile(folder, 'epoch-0020'), 'test');
  await expect.poll(() => resultsText(page), { timeout }).toContain(`Test: accuracy ${accuracy.toFixed(4)}, loss ${loss.toFixed(4)}`);
});

scenario('Predict Image reads the images that the notebook reads', async ({ page, probe }) => {
  await openView(page);
  await probe.executeCommand('mnist.train');
  await runCommand(page, 'MNIST: Predict Image...');
  const box = quickInputBox(page);
  // The notebook's images, and what a model of this recipe reads in them under every seed.
  for (const [index, digit, label] of [['0', 7, 7], ['1', 2, 2], ['5', 1, 1], ['1839', 8, 2]] as const) {
    await box.fill(index);
    await expect.poll(() => quickInputTitle(page).textContent(), { timeout }).toBe(`Test image ${index} is read as ${digit}; its label is ${label}`);
    const percentages = (await readQuickPick(page)).map((row) => Number(/([\d.]+) %/.exec(row.join(' '))?.[1]));
    expect(percentages.length).toBe(10);
    expect(percentages).toEqual([...percentages].sort((a, b) => b - a));
  }
  await box.fill('10000');
  await expect.poll(() => quickInputTitle(page).textContent(), { timeout }).toContain('no test image "10000"');
});
