// Who takes part in the benchmark, and how each is made ready: the C loops compiled, the engines bundled.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { benchFolder, dataFolder, outFolder, prepareProgram, root } from './bundle.mjs';

/** 0.9 is the momentum; Adam has PyTorch's defaults. */
export const optimizers = ['sgd', 'momentum', 'adam'];

export const compilerFlags = ['-O3', '-march=native', '-ffast-math'];

/**
 * The contenders with an optimizer of `optimizers`, in the order of the report, each with its `command` or, where something is missing, an `absent` sentence.
 * Throws an Error where a source does not compile.
 */
export async function prepareContenders(optimizer) {
  const engineFile = await prepareProgram('engineEpoch');
  const engine = (id) => ({
    file: process.execPath,
    args: [engineFile, id, dataFolder, outFolder, root, optimizer],
    // The trainer sets the same: on more threads, TensorFlow is slower at steps this small.
    env: { TF_NUM_INTEROP_THREADS: '1' },
  });
  const c = (products) => (optimizer === 'sgd' ? compileC(products) : { absent: 'It trains by plain SGD only.' });
  return [
    { id: 'c', name: 'C, plain loop', ...c('plainProducts.c') },
    { id: 'c-blocked', name: 'C, blocked by hand', ...c('blockedProducts.c') },
    { id: 'pytorch', name: 'PyTorch', ...pytorch(optimizer) },
    { id: 'wasm', name: 'engine wasm', command: engine('wasm') },
    { id: 'tensorflow', name: 'engine tensorflow', command: engine('tensorflow') },
  ];
}

function compileC(products) {
  const file = path.join(outFolder, products.replace('Products.c', 'Epoch'));
  const sources = ['softmaxEpoch.c', products].map((name) => path.join(benchFolder, name));
  const { error, status, stderr } = spawnSync('gcc', [...compilerFlags, '-o', file, ...sources, '-lm'], { encoding: 'utf8' });
  if (error) return { absent: `gcc cannot be started (${error.message}). Install gcc to compare with the C loop.` };
  if (status !== 0) throw new Error(`gcc could not compile ${products}:\n${stderr}`);
  return { command: { file, args: [dataFolder] } };
}

function pytorch(optimizer) {
  const python = process.env.MNIST_PYTHON || 'python3';
  const { error, status } = spawnSync(python, ['--version']);
  const fault = error?.message ?? (status === 0 ? undefined : `it ended with ${status}`);
  if (fault) return { absent: `${python} cannot be started (${fault}). Set MNIST_PYTHON to a Python that has PyTorch 2.` };
  return { command: { file: python, args: [path.join(benchFolder, 'softmaxEpoch.py'), dataFolder, optimizer], env: { OMP_NUM_THREADS: '1' } } };
}
