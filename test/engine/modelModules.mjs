// Prints every model of the catalogue as the module of PyTorch's that we write for it: what modelReference.py reads.
import { build } from 'esbuild';

const contents = `export { models } from './src/core/models'; export { formatModule } from './src/core/formats/pytorchModule';`;
const { outputFiles } = await build({ stdin: { contents, resolveDir: '.', loader: 'ts' }, bundle: true, format: 'esm', write: false });
const { models, formatModule } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
console.log(JSON.stringify(Object.fromEntries(Object.entries(models).map(([id, { layers }]) => [id, formatModule(layers)]))));
