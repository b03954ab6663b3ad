import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What PyTorch makes of our files is asked where MNIST_PYTHON names a Python that has it.
    exclude: ['test/e2e/**', ...(process.env.MNIST_PYTHON ? [] : ['test/pytorch/**'])],
    // Native addons (TensorFlow) and V8 flags belong to a process, not to a thread.
    pool: 'forks',
    // One core is left to others, but not of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
  },
});
