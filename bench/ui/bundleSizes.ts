import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BundleSize {
  /** Below `dist/`. */
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** The programs, and all that a webview loads. */
export async function measureBundles(distFolder: string): Promise<BundleSize[]> {
  const names = (await readdir(distFolder)).filter((name) => name.endsWith('.js'));
  const ofWebviews = (await readdir(join(distFolder, 'webview'))).map((name) => `webview/${name}`);
  return Promise.all(
    [...names, ...ofWebviews].map(async (name) => {
      const content = await readFile(join(distFolder, name));
      return { name, bytes: content.length, gzipBytes: gzipSync(content).length };
    }),
  );
}
