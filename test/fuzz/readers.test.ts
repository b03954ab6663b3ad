import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { expect } from 'vitest';
import { parseRunConfiguration } from '../../src/core/configuration';
import { parseDrawing } from '../../src/core/drawing/drawing';
import { strokesToImage } from '../../src/core/drawing/strokesToImage';
import { formatCheckpoint, parseCheckpoint } from '../../src/core/formats/checkpoint';
import { formatEpochRecord, parseHistory } from '../../src/core/formats/history';
import { formatPth, parsePth } from '../../src/core/formats/pth';
import { formatResumeState, parseResumeState } from '../../src/core/formats/resumeState';
import { formatRunFile, parseRunFile, type RunFile } from '../../src/core/formats/runFile';
import { formatRunMarks, parseRunMarks } from '../../src/core/formats/runMarks';
import { formatSafetensors, parseSafetensors } from '../../src/core/formats/safetensors';
import { parseSteps } from '../../src/core/formats/stepsFile';
import { formatZip, parseZip } from '../../src/core/formats/zip';
import { formatIdx, parseIdx } from '../../src/core/idx';
import { initialStateDict } from '../../src/core/initialization';
import { parameterSpecs } from '../../src/core/layers';
import { models } from '../../src/core/models';
import { parseJson } from '../../src/core/parse';
import { configurationOf } from '../../src/core/recipes';
import { elementCount, type StateDict } from '../../src/core/stateDict';
import { decodePng } from '../../src/node/pngDecoder';
import { header, imageData, png } from '../node/pngBytes';
import { fuzz } from './fuzz';
import { jsonMutants, mutants } from './mutants';

const { layers } = models.softmax;
const small: StateDict = new Map([
  ['a', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  ['b', { shape: [], data: Float32Array.of(7) }],
]);
const origin = { run: 'a-run', epoch: 1, step: 2, seed: 3, dataset: 'd'.repeat(64), validationCount: 10_000 };
const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/pytorch/${name}.pth`));
const as = { code: 'json', what: 'f', mend: 'Change it.' };

/** No tensor has fewer numbers than its shape says. */
function expectWhole(tensors: StateDict): void {
  for (const { shape, data } of tensors.values()) expect(data).toHaveLength(elementCount(shape));
}

fuzz('safetensors', mutants(formatSafetensors({ tensors: small, metadata: { a: 'b' } })), (bytes) => parseSafetensors(bytes, 'f'), ({ tensors }) => expectWhole(tensors));

const checkpoint = formatCheckpoint({ layers, stateDict: initialStateDict(layers, 1), origin });
// Only mutants of the header: nearly every change of the weights gives other weights.
const headers = mutants(checkpoint.subarray(0, checkpoint.length - 7850 * 4));
fuzz('checkpoint', headers, (head) => parseCheckpoint(Buffer.concat([head, checkpoint.subarray(-7850 * 4)]), 'f'), ({ stateDict }) => {
  expectWhole(stateDict);
  expect([...stateDict.keys()]).toEqual(parameterSpecs(layers).map(({ name }) => name));
});

const resumeState = formatResumeState({ slots: small, weightsHash: 'a'.repeat(64), epoch: 1, step: 2, sums: { lossSum: 0.5, correct: 3, seconds: 1.5 } });
fuzz('resume file', mutants(resumeState), (bytes) => parseResumeState(bytes, 'f'), ({ slots, sums }) => {
  expectWhole(slots);
  expect(Object.values(sums).every((sum) => sum >= 0)).toBe(true);
});

const pthFiles = [formatPth(small), fixture('strided'), fixture('types'), fixture('parameters'), fixture('checkpoint')];
fuzz('.pth', mutants(...pthFiles), (bytes) => parsePth(bytes, 'f'), ({ tensors }) => expectWhole(tensors));

/** The pickles of PyTorch's own files, each put back into its file with the checksum that it has as a mutant. */
for (const name of ['checkpoint', 'strided', 'parameters']) {
  const entries = parseZip(fixture(name), 'f');
  const key = `${name}/data.pkl`;
  const withPickle = (pickle: Uint8Array) => formatZip(new Map([...entries, [key, pickle]]));
  fuzz(`pickle of ${name}`, mutants(entries.get(key) ?? new Uint8Array()), (pickle) => parsePth(withPickle(pickle), 'f'), ({ tensors }) => expectWhole(tensors));
}

const run: RunFile = {
  version: 1,
  id: '2026-11-23-143207-softmax-notebook',
  created: '2026-11-23T14:32:07.000Z',
  status: 'finished',
  dataset: { name: 'MNIST', hash: 'd'.repeat(64) },
  engine: { id: 'wasm', description: 'wasm 1', probe: 'p' },
  best: { name: 'epoch-0001', epoch: 1, step: 0, valAccuracy: 0.5 },
  last: { name: 'epoch-0001-step-0002', epoch: 1, step: 2, valAccuracy: null },
  configuration: { ...configurationOf('notebook', 1), interventions: [{ step: 3, field: 'learningRate', value: 0.1 }] },
};
fuzz('run.json', jsonMutants(run), (text) => parseRunFile(text, 'f'), (value) => expect(parseRunFile(formatRunFile(value), 'f')).toEqual(value));

fuzz('marks.json', jsonMutants({ title: 'a', starred: true }), (text) => parseRunMarks(text, 'f'), (value) => expect(parseRunMarks(formatRunMarks(value), 'f')).toEqual(value));

fuzz('configuration', jsonMutants(run.configuration), (text) => parseRunConfiguration(parseJson(text, as), 'f'), (value) => expect(parseRunConfiguration(value, 'f')).toEqual(value));

const record = { epoch: 1, trainLoss: 0.5, trainAccuracy: 0.75, valLoss: 0.25, valAccuracy: 1, seconds: 2 };
const line = jsonMutants(record).map((text) => `${formatEpochRecord(record)}${text}\n${formatEpochRecord(record)}`);
fuzz('history.jsonl', line, (text) => parseHistory(text, 'f'), (records, text) => expect(records).toHaveLength(text.split('\n').length - 1));

const steps = new Uint8Array(Float32Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 2 - index / 40 : 20)).buffer);
fuzz('steps.f32', mutants(steps), (bytes) => parseSteps(bytes, { trainCount: 1000, batchSize: 128 }, 'f'), ({ losses, accuracies }, bytes) => {
  expect(losses).toHaveLength(Math.floor(bytes.length / 8));
  expect(accuracies.every((accuracy) => accuracy >= 0 && accuracy <= 1)).toBe(true);
});

const floats = Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0x80, 0, 0);
fuzz('IDX', mutants(formatIdx([2, 3, 4], new Uint8Array(24)), floats), (bytes) => parseIdx(bytes, 'f'), ({ shape, data }) => expect(data).toHaveLength(elementCount(shape)));

/** The file with right checksums (CRC) for as many of its chunks as there are. */
function withChecksums(bytes: Uint8Array): Buffer {
  const file = Buffer.from(bytes);
  for (let start = 8; start + 12 <= file.length; ) {
    const end = start + 8 + file.readUInt32BE(start);
    if (end + 4 > file.length) break;
    file.writeUInt32BE(crc32(file.subarray(start + 4, end)), end);
    start = end + 4;
  }
  return file;
}
const pictures = [
  png(header(3, 2, 8, 0), imageData([0, 1, 2, 3, 1, 4, 5, 6])),
  png(header(2, 2, 8, 6), imageData([0, 1, 2, 3, 4, 5, 6, 7, 8, 4, 1, 2, 3, 4, 5, 6, 7, 8])),
  png(header(5, 5, 1, 0, 1), imageData([0, 128, 0, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
];
const pixels = ({ width, height, data }: { width: number; height: number; data: { readonly length: number } }) => expect([1, 4]).toContain(data.length / (width * height));
fuzz('PNG', mutants(...pictures), (bytes) => decodePng(Buffer.from(bytes), 'f'), pixels);
fuzz('PNG with right checksums', mutants(...pictures), (bytes) => decodePng(withChecksums(bytes), 'f'), pixels);

const drawing = { strokes: [[[1, 2], [3, 4, 0.5]], [[5, 6]]], label: 3 };
fuzz('drawing', jsonMutants(drawing), (text) => strokesToImage(parseDrawing(parseJson(text, as)).strokes), (image) => expect([undefined, 784]).toContain(image?.length));
