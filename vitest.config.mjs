import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // Native addons (TensorFlow) and V8 flags belong to a process, not to a thread.
    pool: 'forks',
    testTimeout: 60_000,
  },
});
