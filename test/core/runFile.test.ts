import { describe, expect, it } from 'vitest';
import { formatRunFile, lastEngine, parseRunFile, type RunFile } from '../../src/core/formats/runFile';
import { configurationOf } from '../../src/core/recipes';

const wasm = { id: 'wasm', description: 'wasm 1 simd', probe: 'p' } as const;
const tensorflow = { id: 'tensorflow', description: 'tensorflow', probe: 'q', threads: 2 } as const;
const run: RunFile = {
  version: 1,
  id: 'a',
  created: '2026-11-23T14:32:07.000Z',
  status: 'finished',
  dataset: { name: 'MNIST', hash: 'h' },
  engine: wasm,
  resumed: [{ epoch: 3, step: 17, exact: false, engine: tensorflow }],
  parent: { run: 'b', checkpoint: 'epoch-0005' },
  seconds: 1.5,
  configuration: configurationOf('notebook', 1),
};

describe('parseRunFile', () => {
  it('reads what formatRunFile writes', () => {
    expect(parseRunFile(formatRunFile(run), 'run.json')).toEqual(run);
  });

  it('says that a newer version wrote it, whatever else that may have changed', () => {
    expect(() => parseRunFile('{"version": 2, "name": "a"}', 'run.json')).toThrow('run.json was written by a newer version of MNIST Lab. Update MNIST Lab to open this run.');
  });

  it.each(['null', '[]', '{}', '{"version": "2"}', '{"version": 0}'])('refuses %s', (text) => {
    expect(() => parseRunFile(text, 'run.json')).toThrow(/^run\.json: /);
  });
});

describe('lastEngine', () => {
  it('is the one that the run was resumed on last', () => {
    expect([lastEngine(run), lastEngine({ ...run, resumed: undefined })]).toEqual([tensorflow, wasm]);
  });
});
