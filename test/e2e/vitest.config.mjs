import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: 'test/e2e/globalSetup.ts',
    pool: 'forks',
    // All scenarios use one server and one browser, and several at a time would make each other slow.
    fileParallelism: false,
    // All files in one process, so that they share the browser's context with what it has loaded.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // A whole VS Code on a busy machine now and then loses a key or a click. What failed is said all the same ("retry x1"),
    // and its picture and logs are kept.
    retry: 1,
  },
});
