import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { formatPth } from '../../src/core/formats/pth';
import { objectsOf, runProgram } from './program';

/** What the notebook's own code saved with PyTorch; fixtures/pytorch/make.py says how. */
const notebook = 'test/fixtures/pytorch/mnist-logistic.pth';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-export-'));
  copyFileSync(notebook, join(folder, 'notebook.pth'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string) => parseCheckpoint(new Uint8Array(readFileSync(join(folder, name))), name);

describe('mnist with a .pth file', () => {
  it('evaluates it to what PyTorch found', async () => {
    const [summary] = objectsOf(await runProgram(folder, 'evaluate', 'notebook.pth', '--model', 'softmax', '--engine', 'wasm', '--json'));
    expect(summary).toMatchObject({ type: 'summary', n: 10_000, accuracy: 0.8629 });
  });

  it('reads an image with it', async () => {
    const [prediction] = objectsOf(await runProgram(folder, 'predict', 'notebook.pth', '--index', '0', '--json'));
    expect(prediction).toMatchObject({ digit: 7, label: 7 });
  });
});

describe('mnist export', () => {
  it.each([
    ['pth', 'model.pth'],
    ['safetensors', 'model.safetensors'],
  ])('writes %s', async (format, name) => {
    const ended = await runProgram(folder, 'export', 'notebook.pth', '--format', format, '--out', name, '--json');
    expect(objectsOf(ended)).toEqual([{ type: 'export', format, paths: [join(folder, name)], renamed: [], ignored: [] }]);
    expect(read(name).stateDict).toEqual(read('notebook.pth').stateDict);
  });

  it('writes a script and its weights', async () => {
    const { stdout } = await runProgram(folder, 'export', 'notebook.pth', '--format', 'python', '--out', 'model.py');
    expect(stdout).toBe('Written  model.py\nWritten  model-weights.pth\n');
    expect(readdirSync(folder).sort()).toEqual(['model-weights.pth', 'model.py', 'notebook.pth']);
  });

  it('says what it took under other names', async () => {
    const { stateDict } = read('notebook.pth');
    writeFileSync(join(folder, 'parallel.pth'), formatPth(new Map([...stateDict].map(([key, tensor]) => [`module.${key}`, tensor]))));
    const { stdout } = await runProgram(folder, 'export', 'parallel.pth', '--format', 'pth', '--out', 'model.pth');
    expect(stdout).toBe('module.linear.weight was taken as linear.weight.\nmodule.linear.bias was taken as linear.bias.\nWritten  model.pth\n');
  });

  it('refuses a pickle of a whole model by its name, and writes nothing', async () => {
    copyFileSync('test/fixtures/pytorch/whole-model.pth', join(folder, 'whole.pth'));
    const { code, stderr } = await runProgram(folder, 'export', 'whole.pth', '--format', 'pth', '--out', 'model.pth');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^whole\.pth names __main__\.MnistModel, which a state dict does not need\. Nothing of it was run\./);
    expect(readdirSync(folder).sort()).toEqual(['notebook.pth', 'whole.pth']);
  });

  it('says that a folder does not exist', async () => {
    const { code, stderr } = await runProgram(folder, 'export', 'notebook.pth', '--format', 'pth', '--out', 'none/model.pth');
    expect(code).toBe(1);
    expect(stderr).toContain('model.pth: it does not exist.');
  });
});
