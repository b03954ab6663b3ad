import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of all files in a folder and those below; links count for themselves. What goes away meanwhile counts nothing. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? folderBytes(path) : lstat(path).then(({ size }) => size, () => 0);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
