import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const mnistNotice = `MNIST, the database of handwritten digits
By Yann LeCun, Corinna Cortes and Christopher J. C. Burges; http://yann.lecun.com/exdb/mnist/
Creative Commons Attribution-ShareAlike 3.0, https://creativecommons.org/licenses/by-sa/3.0/
The four files are included unchanged, packed with gzip.
`;

/** Packages of which files are copied as they are. */
const copiedPackages = ['node_modules/@vscode/codicons/package.json'];

/** Writes the licences of everything that esbuild's metafiles say was bundled, of what is copied, and of the dataset, into one text file. */
export async function writeNotices(target, metafiles) {
  const packages = new Map();
  for (const input of [...copiedPackages, ...metafiles.flatMap((metafile) => Object.keys(metafile.inputs))]) {
    if (!input.includes('node_modules/')) continue;
    const folder = packageFolder(input);
    const { name, version, license, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    packages.set(name, `${name} ${version}\n${homepage ?? ''}\nLicence: ${license}\n\n${await licenceText(folder, name)}`);
  }
  const rule = `\n${'-'.repeat(80)}\n\n`;
  const texts = [...packages.keys()].sort().map((name) => packages.get(name));
  await writeFile(target, ['MNIST Lab includes the following works of others.\n', mnistNotice, ...texts].join(rule));
}

/** The nearest folder above a bundled file whose package.json has a name. */
function packageFolder(input) {
  const parts = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
  if (!parts || !existsSync(join(parts, 'package.json'))) throw new Error(`no package found for ${input}`);
  return parts;
}

/**
 * Packages that carry no file with their licence, and where its text stands: a copy in another package of this repository,
 * and the notice at the head of a source file.
 */
const textsElsewhere = {
  '@bufbuild/protobuf': async (folder) => {
    const notices = await Promise.all(['binary-encoding.js', 'varint.js'].map((file) => headComment(join(folder, 'dist/esm/wire', file))));
    return [...notices, await readFile('node_modules/typescript/LICENSE.txt', 'utf8')].join('\n\n');
  },
};

async function headComment(file) {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines.slice(0, end).map((line) => line.replace(/^\/\/ ?/, '')).join('\n');
}

async function licenceText(folder, name) {
  if (name in textsElsewhere) return textsElsewhere[name](folder);
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file; add its text to scripts/notices.mjs or replace the package`);
  return readFile(join(folder, file), 'utf8');
}
