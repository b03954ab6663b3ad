import { constants } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseImages, parseLabels } from '../core/dataset';
import { countDigits, reconcileDigits, type DigitRemoval, type Digits } from '../core/digits';
import { formatIdx } from '../core/idx';
import { imageColumns, imageRows, pixelCount } from '../core/layers';
import { parse, parseJson } from '../core/parse';
import { UserError } from '../core/userError';
import { explainFileError, isMissing } from '../node/fileError';
import { readFileWithin } from '../node/readFile';
import { writeFileWhole } from '../node/writeFile';

/** The most digits that are kept. */
export const maxDigits = 10_000;
export const maxStrokesBytes = 256 << 20;

const fileNames: Record<keyof Digits, string> = { images: 'images-idx3-ubyte', labels: 'labels-idx1-ubyte', lines: 'strokes.jsonl' };
/** There while a digit is being removed: a crash between two of the files would leave them with each other's neighbours. */
const removalFile = 'removing.json';
const removalSchema = v.object({ index: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), count: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) });

/** What the files of a folder hold. */
export interface FoundDigits {
  readonly digits: Digits;
  /** The files that a crash left with more digits than the others have. What they have more is not among `digits`. */
  readonly longer: readonly string[];
  /** The files are not what `digits` says until they are written again. */
  readonly isUnsettled: boolean;
}

/** Another text whenever one of the files was written, here or by another window. */
export async function fingerprintDigits(folder: string): Promise<string> {
  const describe = (name: string) =>
    stat(join(folder, name)).then(
      ({ ino, mtimeMs, size }) => `${ino}:${mtimeMs}:${size}`,
      () => 'none',
    );
  return (await Promise.all([...Object.values(fileNames), removalFile].map(describe))).join();
}

/** Reads the files and writes nothing. Throws a `UserError` that names the one that is damaged or missing. */
export async function readDigits(folder: string): Promise<FoundDigits> {
  const path = (list: keyof Digits) => join(folder, fileNames[list]);
  const [images, labels, lines, removing] = await Promise.all([
    readIfThere(path('images'), 16 + maxDigits * pixelCount),
    readIfThere(path('labels'), 8 + maxDigits),
    readIfThere(path('lines'), maxStrokesBytes),
    readIfThere(join(folder, removalFile), 1000),
  ]);
  const found: Digits = {
    images: images ? parseImages(images, path('images')) : new Uint8Array(),
    labels: labels ? parseLabels(labels, path('labels')) : new Uint8Array(),
    lines: lines ? parseLines(lines, path('lines')) : [],
  };
  const missing = !images ? 'images' : !labels ? 'labels' : !lines ? 'lines' : undefined;
  const most = Math.max(...Object.values(countDigits(found)));
  // A crash while the first digit was added leaves a file missing beside one with a single digit.
  if (missing && most > 1) {
    throw new UserError('digits-missing', `${path(missing)} is missing, but the files beside it hold ${most} digits. Restore it, or move the folder away.`);
  }
  const { digits, cut } = reconcileDigits(found, removing && parseRemoval(removing, join(folder, removalFile)));
  return { digits, longer: cut.map(path), isUnsettled: cut.length > 0 || removing !== undefined };
}

/** Writes the files, one after the other, each whole. A crash between two of them leaves one digit more in some of them. */
export async function writeDigits(folder: string, { images, labels, lines }: Digits): Promise<void> {
  const options = { sync: true };
  await writeFileWhole(join(folder, fileNames.lines), lines.map((line) => `${line}\n`).join(''), options);
  await writeFileWhole(join(folder, fileNames.labels), formatIdx([labels.length], labels), options);
  await writeFileWhole(join(folder, fileNames.images), formatIdx([labels.length, imageRows, imageColumns], images), options);
}

/** Says on disk that a digit is being removed, so that reading carries on where a crash cuts that off. */
export async function beginRemoval(folder: string, removal: DigitRemoval): Promise<void> {
  await writeFileWhole(join(folder, removalFile), JSON.stringify(removal), { sync: true });
}

/** The removal is done: all files were written. */
export async function endRemoval(folder: string): Promise<void> {
  await rm(join(folder, removalFile), { force: true });
}

/** Keeps a file beside itself before it is cut. Returns the copy's path. */
export async function keepCopy(path: string): Promise<string> {
  const copy = `${path}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  await copyFile(path, copy, constants.COPYFILE_EXCL).catch((error: unknown) => {
    throw explainFileError(error, 'write', copy);
  });
  return copy;
}

async function readIfThere(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    return await readFileWithin(path, maxBytes);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Lines are looked into one by one, when their drawing is asked for: together they may be many megabytes. */
function parseLines(bytes: Uint8Array, path: string): string[] {
  try {
    const lines = new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\n');
    return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  } catch {
    throw new UserError('digits-strokes', `${path} is not UTF-8 text. Restore it, or move the folder away.`);
  }
}

function parseRemoval(bytes: Uint8Array, path: string): DigitRemoval {
  const as = { code: 'digits-removal', what: path, mend: 'Delete the file; check whether a digit that you removed is still there.' };
  return parse(removalSchema, parseJson(Buffer.from(bytes).toString('utf8'), as), as);
}
