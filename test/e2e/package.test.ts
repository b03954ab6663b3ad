import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

test('the package has at most 16 MB', async () => {
  expect((await stat(inject('vsix'))).size).toBeLessThanOrEqual(16e6);
});

test('the package has no TensorFlow in it', async () => {
  const names = await readdir(await installedFolder(), { recursive: true });
  expect(names).toContain(join('dist', 'trainer.js'));
  expect(names.filter((name) => /node_modules|tfjs|\.node$|\.so/.test(name))).toEqual([]);
});

test("the extension's own bundle has no engine in it", async () => {
  const dist = join(await installedFolder(), 'dist');
  const engine = /WebAssembly\.(Module|Instance|instantiate|validate)|SavedModel/;
  expect(await readFile(join(dist, 'extension.js'), 'utf8')).not.toMatch(engine);
  expect(await readFile(join(dist, 'trainer.js'), 'utf8')).toMatch(engine);
});

async function installedFolder(): Promise<string> {
  const names = await readdir(inject('extensionsFolder'));
  const name = names.find((each) => each.startsWith('mnist-lab.mnist-lab-'));
  if (name === undefined) throw new Error('The extension is not installed.');
  return join(inject('extensionsFolder'), name);
}
