import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The scenarios' VS Code and browser, and what is measured in them, one file after the other. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['bench/ui/*.test.ts'],
    globalSetup: 'test/e2e/globalSetup.ts',
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
