import { describe } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { createTensorflowEngine } from '../../src/engine/tensorflow/tensorflowEngine';
import { findTensorflow, loadTensorflow } from '../../src/trainer/tensorflowPackage';

/** Where tests look for TensorFlow: MNIST_TENSORFLOW_PATH, this repository's node_modules, then .engine. */
export const installedTensorflow = findTensorflow([
  ...(process.env['MNIST_TENSORFLOW_PATH'] ? [{ origin: 'MNIST_TENSORFLOW_PATH', folder: process.env['MNIST_TENSORFLOW_PATH'] }] : []),
  { origin: 'node_modules', folder: '.' },
  { origin: '.engine', folder: '.engine' },
]);

if (!installedTensorflow) {
  const message = 'TensorFlow was not found: `npm run engine` installs it into .engine.';
  if (process.env['MNIST_REQUIRE_TENSORFLOW'] === '1') throw new Error(message);
  process.stderr.write(`${message} The tests of the tensorflow engine are skipped.\n`);
}

/** `describe` where TensorFlow is installed; elsewhere the tests are skipped, or fail with MNIST_REQUIRE_TENSORFLOW=1. */
export function describeTensorflow(name: string, defineTests: () => void): void {
  describe.skipIf(!installedTensorflow)(name, defineTests);
}

let loaded: unknown;

/** The package, loaded once a process. */
export function tensorflowModule(): unknown {
  if (!installedTensorflow) throw new Error('TensorFlow was not found.');
  loaded ??= loadTensorflow(installedTensorflow.folder);
  return loaded;
}

export function tensorflowEngine(threads = 1): Engine {
  return createTensorflowEngine({ tfjsNode: tensorflowModule(), threads });
}
