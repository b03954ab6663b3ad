import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findForbidden, rooms } from '../../scripts/rooms.mjs';

describe('findForbidden', () => {
  it.each([
    ['src/core/run.ts', 'src/host/session', 'src/core/run.ts may not import src/host/session: core is pure TypeScript that runs anywhere (it may import: nothing)'],
    ['src/extension/train.ts', 'src/engine/engine', 'the extension shows what the host knows and loads no engine'],
    ['src/host/session.ts', 'src/trainer/trainer', 'the host must not load an engine: training never runs in its process'],
    ['src/core/idx.ts', 'node:fs', 'src/core/idx.ts may not import node:fs (node): only these rooms run in Node'],
    ['src/engine/wasm/wasmModel.ts', 'node:fs', 'only these rooms run in Node'],
    ['src/host/session.ts', 'vscode', 'only the extension talks to VS Code; all else must run without it'],
    ['src/other/thing.ts', 'src/core/run', 'src/other is no room of the architecture: add it to scripts/rooms.mjs'],
  ])('says why %s may not import %s', (importer, imported, sentence) => {
    expect(findForbidden(importer, imported)).toContain(sentence);
  });

  it.each([
    ['src/trainer/trainer.ts', 'src/engine/engine'],
    ['src/engine/tensorflow/binding.ts', 'node:fs'],
    ['src/extension/extension.ts', 'vscode'],
    ['src/core/run.ts', 'src/core/formats/history'],
    ['src/core/parse.ts', 'valibot'],
  ])('lets %s import %s', (importer, imported) => {
    expect(findForbidden(importer, imported)).toBeUndefined();
  });
});

/** The rooms that a room's tsconfig.json names as references. */
function references(room: string): string[] {
  const { references: listed = [] } = JSON.parse(readFileSync(join('src', room, 'tsconfig.json'), 'utf8')) as { references?: { path: string }[] };
  return [...new Set(listed.map(({ path }) => path.split('/')[1] ?? ''))].sort();
}

describe('the tsconfig.json of each room', () => {
  const present = Object.entries(rooms).filter(([room]) => existsSync(join('src', room)));

  it.each(present)('names the rooms that %s may import', (room, { imports }) => {
    expect(references(room)).toEqual([...imports].sort());
  });

  it('is there for every folder of src', () => {
    expect(readdirSync('src').filter((room) => !Object.hasOwn(rooms, room))).toEqual([]);
  });
});
