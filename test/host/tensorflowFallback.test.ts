import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnginePreference } from '../../src/protocol/trainerContract';
import { fakeTensorflow, openSession } from './trainers';

let folder: string;
let open: ReturnType<typeof openSession>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-tensorflow-'));
  open = openSession();
});
afterEach(() => {
  open.session.dispose();
  rmSync(folder, { recursive: true });
});

function settings(preference: EnginePreference, candidate: string) {
  return { preference, threads: 1, candidates: [{ origin: 'the test', folder: candidate }] };
}

const crashing = "process.kill(process.pid, 'SIGSEGV'); for (;;);";

describe('TensorFlow that kills the process while it is loaded', () => {
  it('is replaced by wasm, which says why', async () => {
    const choice = await open.session.openEngine(settings('auto', fakeTensorflow(folder, crashing)));
    expect(choice.id).toBe('wasm');
    expect(choice.reason).toBe('TensorFlow crashed while it was loaded. Install @tensorflow/tfjs-node anew, or choose the engine wasm.');
  });

  it('is not tried again in the session, and does not use up the crash budget', async () => {
    const candidate = fakeTensorflow(folder, crashing);
    // Other settings, another process.
    for (const origin of ['1', '2', '3', '4', '5', '6', '7']) await open.session.openEngine({ ...settings('auto', candidate), candidates: [{ origin, folder: candidate }] });
    expect(open.lines.filter((line) => line.startsWith('Loading TensorFlow'))).toHaveLength(1);
  });

  it('is an error where it was asked for', async () => {
    await expect(open.session.openEngine(settings('tensorflow', fakeTensorflow(folder, crashing)))).rejects.toThrow('TensorFlow crashed while it was loaded.');
  });

  it('is a report of doctor', async () => {
    const { problem } = await open.session.inspect('tensorflow', settings('auto', fakeTensorflow(folder, crashing)));
    expect(problem).toBe('It ends the process that loads it: it was ended by SIGSEGV.');
  });
});

describe('TensorFlow that cannot be used', () => {
  it.each([
    ['throws while it is loaded', "throw new Error('libtensorflow.so.2: cannot open shared object file');", 'could not be loaded from'],
    ['is not what it seems', 'module.exports = {};', 'cannot be used: '],
  ])('is replaced by wasm where it %s', async (_, code, reason) => {
    const choice = await open.session.openEngine(settings('auto', fakeTensorflow(folder, code)));
    expect(choice.id).toBe('wasm');
    expect(choice.reason).toContain(reason);
  });

  it('is replaced by wasm where it is not found', async () => {
    const choice = await open.session.openEngine(settings('auto', join(folder, 'none')));
    expect([choice.id, choice.reason]).toEqual([
      'wasm',
      'TensorFlow was not found. To use it, name a folder with @tensorflow/tfjs-node in mnist.tensorflowPath (in a terminal: MNIST_TENSORFLOW_PATH).',
    ]);
  });

  it('is an error where it was asked for and is not found', async () => {
    await expect(open.session.openEngine(settings('tensorflow', join(folder, 'none')))).rejects.toThrow('TensorFlow was not found.');
  });
});

describe('a trainer that ends at once', () => {
  it('is not started for ever', async () => {
    const { session, processes } = openSession(({ threads }) => {
      const closeListeners: (() => void)[] = [];
      setImmediate(() => closeListeners.forEach((listener) => listener()));
      return {
        pid: undefined,
        post: () => undefined,
        onMessage: () => undefined,
        onClose: (listener) => void closeListeners.push(listener),
        onOutput: () => undefined,
        ending: `it ended with code ${threads}`,
        end: () => undefined,
      };
    });
    const attempt = () => session.openEngine(settings('wasm', '')).catch((error: unknown) => String(error));
    const outcomes = [];
    for (let count = 0; count < 6; count++) outcomes.push(await attempt());
    expect(outcomes[4]).toBe('UserError: The trainer process ended while it started: it ended with code 1. Try again.');
    expect(outcomes[5]).toBe('UserError: The trainer process ended 5 times within a minute. See the log, then wait a minute or reload the window.');
    expect(processes).toHaveLength(5);
  });
});
