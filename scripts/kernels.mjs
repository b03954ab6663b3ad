// Compiles the kernels of the embedded engine, src/engine/wasm/kernels, from AssemblyScript to WebAssembly.
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const sourceFolder = path.join(root, 'src', 'engine', 'wasm', 'kernels');

const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];
const fma = ['--enable', 'relaxed-simd'];
// A module says of its memory whether it is shared, and how large it may grow: 65,536 pages are all that there can be.
const shared = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
const builds = [
  { file: 'kernels.wasm', options },
  { file: 'kernels-fma.wasm', options: [...options, ...fma] },
  { file: 'kernels-shared.wasm', options: [...options, ...shared] },
  { file: 'kernels-fma-shared.wasm', options: [...options, ...fma, ...shared] },
];

/**
 * Writes `kernels.wasm` (plain SIMD) and `kernels-fma.wasm` (relaxed SIMD, with fused multiply-add) into a folder, which it
 * makes where it is missing, and both again for a memory that threads share: `kernels-shared.wasm`, `kernels-fma-shared.wasm`.
 * Does nothing where all are newer than everything they are made from. Throws an Error with the compiler's messages where a kernel does not compile. Several processes may call it at once.
 * @param {string} outDir
 */
export async function buildKernels(outDir) {
  const outputs = builds.map(({ file }) => path.join(outDir, file));
  const oldestOutput = Math.min(...outputs.map(modifiedMs));
  if (oldestOutput > newestInputMs()) return;

  mkdirSync(outDir, { recursive: true });
  for (const build of builds) {
    const file = path.join(outDir, build.file);
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, await compile(build));
    renameSync(unfinished, file);
  }
}

/** When a file was last written, in ms since 1970; -Infinity for a file that is not there. */
function modifiedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}

function newestInputMs() {
  const sources = readdirSync(sourceFolder).map((file) => path.join(sourceFolder, file));
  const compiler = path.join(root, 'node_modules', 'assemblyscript', 'package.json');
  // The folder itself too: its time changes when a file is removed.
  return Math.max(...[sourceFolder, ...sources, compiler, fileURLToPath(import.meta.url)].map(modifiedMs));
}

async function compile(build) {
  // Loaded only when there is something to compile: the compiler itself takes half a second to start.
  const { default: asc } = await import('assemblyscript/asc');
  const messages = asc.createMemoryStream();
  let binary;
  const { error } = await asc.main(['index.ts', '--baseDir', sourceFolder, '--outFile', build.file, ...build.options], {
    stdout: messages,
    stderr: messages,
    writeFile: (name, contents) => {
      if (name === build.file) binary = contents;
    },
  });
  if (error || !binary) throw new Error(`asc could not compile ${build.file}:\n${messages}`, { cause: error });
  return binary;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await buildKernels(path.resolve(process.argv[2] ?? path.join(root, 'dist')));
}
