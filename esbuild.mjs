import { copyFile, mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { buildDataset } from './scripts/dataset.mjs';
import { buildKernels } from './scripts/kernels.mjs';
import { writeNotices } from './scripts/notices.mjs';
import { findForbidden } from './scripts/rooms.mjs';

/*
 * Builds everything that is shipped into dist/: the extension, the trainer and the terminal program, the kernels, the
 * dataset and the notices. `--watch` builds the bundles anew at every change.
 */
const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');

/** Fails the build where an import crosses the architecture, with the sentence of the table. */
const architecture = {
  name: 'architecture',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, importer, resolveDir, kind }) => {
      if (kind === 'entry-point') return undefined;
      const from = relative(root, importer).replaceAll('\\', '/');
      const to = path.startsWith('.') ? relative(root, resolve(resolveDir, path)).replaceAll('\\', '/') : path;
      const forbidden = findForbidden(from, to);
      return forbidden ? { errors: [{ text: forbidden }] } : undefined;
    });
  },
};

const bundles = [
  { entry: 'src/extension/extension.ts', outfile: 'dist/extension.js', external: ['vscode'] },
  { entry: 'src/trainer/main.ts', outfile: 'dist/trainer.js', external: [] },
  { entry: 'src/trainer/wasmWorker.ts', outfile: 'dist/wasmWorker.js', external: [] },
  { entry: 'src/trainer/bendingWorker.ts', outfile: 'dist/bendingWorker.js', external: [] },
  { entry: 'src/cli/main.ts', outfile: 'dist/cli.js', external: [], banner: '#!/usr/bin/env node' },
];

/** What runs in a browser: the lab's panel and the sidebar's view, and the font of their icons. */
const pages = {
  entryPoints: { lab: 'src/webview/lab/main.ts', sidebar: 'src/webview/sidebar/main.ts', page: 'src/webview/page.css' },
  outdir: 'dist/webview',
  bundle: true,
  platform: 'browser',
  format: 'esm',
  // What @vscode-elements and VS Code 1.100's Chromium have in common.
  target: 'chrome132',
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  logLevel: 'warning',
  plugins: [architecture],
};

function options({ entry, outfile, external, banner }) {
  return {
    entryPoints: [entry],
    outfile,
    external,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minifySyntax: true,
    sourcemap: watch,
    metafile: true,
    logLevel: 'warning',
    plugins: [architecture],
    ...(banner ? { banner: { js: banner } } : {}),
  };
}

async function buildAll() {
  await mkdir('dist', { recursive: true });
  const { mnistFiles } = await importTypeScript('src/core/dataset.ts');
  const [results] = await Promise.all([
    Promise.all([...bundles.map(options), pages].map((each) => esbuild.build(each))),
    copyIcons('dist/webview'),
    buildKernels('dist'),
    buildDataset('dist/dataset', mnistFiles),
  ]);
  await writeNotices('dist/THIRD_PARTY_NOTICES.txt', results.map(({ metafile }) => metafile));
}

/** The stylesheet asks for the font beside it. */
async function copyIcons(folder) {
  await mkdir(folder, { recursive: true });
  await Promise.all(['codicon.css', 'codicon.ttf'].map((file) => copyFile(join('node_modules/@vscode/codicons/dist', file), join(folder, file))));
}

/** A module of `src/core`, for what the build must know of it: one table serves the program and its build. */
async function importTypeScript(entry) {
  const { outputFiles } = await esbuild.build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'] });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

process.chdir(root);
await buildAll();
if (watch) {
  const contexts = await Promise.all([...bundles.map(options), pages].map((each) => esbuild.context({ ...each, logLevel: 'info' })));
  await Promise.all(contexts.map((context) => context.watch()));
}
