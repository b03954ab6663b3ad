import { describe, expect, it } from 'vitest';
import { labContract } from '../../src/protocol/labContract';
import type { Port } from '../../src/protocol/port';
import { Server, type Handlers } from '../../src/protocol/server';
import { memoryPorts } from './memoryPorts';

/** Handlers that only say that they were reached, by which a call of the contract can be told from one that was refused. */
const reached = Object.fromEntries(Object.keys(labContract.calls).map((name) => [name, () => `${name} was reached`])) as unknown as Handlers<typeof labContract>;

const image = new Uint8Array(784);
const points = (count: number) => Array.from({ length: count }, () => [0.5, 0.5]);
const drawing = (strokes: unknown) => ({ strokes, image, label: 3 });
const filter = { onlyMistakes: false, order: 'index' };

/** Sends what a page may send, whatever it is, and a ping after it: the answers to both, in their order. */
function answersTo(message: unknown): Promise<unknown[]> {
  const { a, b } = memoryPorts();
  new Server(b, labContract, reached);
  return new Promise((resolve) => {
    const answers: unknown[] = [];
    a.onMessage((answer) => {
      answers.push(answer);
      if (isAnswerToPing(answer)) resolve(answers);
    });
    send(a, message);
    send(a, { kind: 'call', id: 99, name: 'ping', params: null });
  });
}

function send(port: Port, message: unknown): void {
  port.post(message);
}

function isAnswerToPing(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'id' in answer && answer.id === 99;
}

const pong = { kind: 'result', id: 99, value: 'ping was reached' };

describe('what a page sends', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'train'],
    ['a number', 42],
    ['a list', []],
    ['an object of no kind', {}],
    ['a message of another kind', { kind: 'result', id: 1, value: null }],
    ['a call without a number', { kind: 'call', id: 'one', name: 'ping', params: null }],
    ['a call without a name', { kind: 'call', id: 1, params: null }],
    ['a cancelling of what was never called', { kind: 'cancel', id: 7 }],
  ])('is dropped where it is %s', async (_, message) => {
    expect(await answersTo(message)).toEqual([pong]);
  });

  it.each(['formatDisk', 'constructor', '__proto__', 'toString', ''])('is refused where it calls %j', async (name) => {
    expect(await answersTo({ kind: 'call', id: 1, name, params: null })).toEqual([expect.objectContaining({ kind: 'error', id: 1, message: `no call is named ${name}` }), pong]);
  });

  it.each([
    ['train', { because: 'I say so' }],
    ['resume', { until: 'tomorrow' }],
    ['setPace', { pace: 'warp' }],
    ['setLearningRate', { learningRate: -1 }],
    ['setLearningRate', { learningRate: null }],
    ['changeNextRun', { epochs: 1e12 }],
    ['changeNextRun', { seed: 0.5 }],
    ['show', { run: 'x'.repeat(201) }],
    ['steps', { from: -1, to: 10 }],
    ['read', { image: Array.from(image) }],
    ['read', { image: new Uint8Array(785) }],
    ['explain', { image: new Float32Array(784) }],
    ['browse', { set: 'secret', filter }],
    ['browse', { set: 'test', filter: { ...filter, label: 10 } }],
    ['images', { set: 'test', indices: new Int32Array(257) }],
    ['images', { set: 'test', indices: Int32Array.of(-1) }],
    ['readings', { set: 'train', indices: new Float64Array(3) }],
    ['inspect', { set: 'test', index: 2 ** 53 }],
    ['addDigit', { ...drawing([]), label: 10 }],
    ['addDigit', drawing([points(20_001)])],
    ['addDigit', drawing([points(10_001), points(10_000)])],
    ['addDigit', drawing(Array.from({ length: 1_001 }, () => [[0, 0]]))],
    ['addDigit', drawing([[[0.1]]])],
    ['addDigit', drawing([[[0.1, 0.2, 0.3, 0.4]]])],
    ['addDigit', drawing([[[0.1, Infinity]]])],
    ['addDigit', drawing('M 10 10')],
    ['removeDigit', { index: '0' }],
    ['saveFile', { name: '../../.bashrc', kind: 'csv', bytes: image }],
    ['saveFile', { name: '..', kind: 'csv', bytes: image }],
    ['saveFile', { name: 'a\\b.csv', kind: 'csv', bytes: image }],
    ['saveFile', { name: '', kind: 'csv', bytes: image }],
    ['saveFile', { name: 'run.exe', kind: 'exe', bytes: image }],
    ['saveFile', { name: 'run.png', kind: 'png', bytes: new Uint8Array(64 * 1024 * 1024 + 1) }],
    ['openLab', { tab: 'settings' }],
  ])('is refused before %s does anything with it (%#)', async (name, params) => {
    expect(await answersTo({ kind: 'call', id: 1, name, params })).toEqual([expect.objectContaining({ kind: 'error', id: 1, message: expect.stringMatching(new RegExp(`^${name}: `)) as string }), pong]);
  });

  it.each([
    ['addDigit', drawing([points(20_000)])],
    ['saveFile', { name: '2026-11-25-softmax-notebook-test.csv', kind: 'csv', bytes: image }],
    ['images', { set: 'train', indices: new Int32Array(256) }],
  ])('is taken at the limit of %s', async (name, params) => {
    expect(await answersTo({ kind: 'call', id: 1, name, params })).toEqual([{ kind: 'result', id: 1, value: `${name} was reached` }, pong]);
  });
});
