import { join } from 'node:path';
import { appendDigit, removeDigit, type Digits } from '../core/digits';
import { parseDrawing } from '../core/drawing/drawing';
import { parseJson } from '../core/parse';
import { UserError } from '../core/userError';
import { makeFolder } from '../node/makeFolder';
import { beginRemoval, endRemoval, fingerprintDigits, keepCopy, maxDigits, maxStrokesBytes, readDigits, writeDigits, type FoundDigits } from './digitFiles';
import type { Log } from './log';
import { prepareLabFolder } from './runStore';

/** A drawing to keep: its strokes (none where it was a picture), the image `[784]` that the model sees, and its digit. */
export interface NewDigit {
  readonly strokes: readonly (readonly (readonly number[])[])[];
  readonly image: Uint8Array;
  readonly label: number;
}

interface Loaded extends FoundDigits {
  readonly folder: string;
  readonly fingerprint: string;
}

/**
 * "My digits": those that a person drew and labelled, in `digits/` of the lab's folder. The files are read anew where
 * another window wrote them. Everything throws a `UserError` where a file is damaged, and then writes nothing.
 */
export class DigitStore {
  private readonly listeners = new Set<() => void>();
  private loaded: Loaded | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  /** `labFolder` may throw a `UserError` where the settings name none. */
  constructor(
    private readonly labFolder: () => string,
    private readonly log: Log,
  ) {}

  /** How many there were when the files were last looked at. */
  get count(): number {
    return this.loaded?.digits.labels.length ?? 0;
  }

  /** Calls back when the digits changed, here or on disk, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** All digits; the same object while they do not change. */
  read(): Promise<Digits> {
    return this.inTurn(async () => (await this.load()).digits);
  }

  /** Keeps a digit and returns its index. Throws a `UserError` where there is no room for it. */
  add({ strokes, image, label }: NewDigit): Promise<number> {
    return this.inTurn(async () => {
      const line = JSON.stringify(parseDrawing({ strokes, label }));
      await prepareLabFolder(this.labFolder());
      const { folder, digits } = await this.settle(await this.load());
      const index = digits.labels.length;
      const strokesBytes = digits.lines.reduce((sum, { length }) => sum + length + 1, line.length + 1);
      if (index >= maxDigits || strokesBytes > maxStrokesBytes) {
        throw new UserError('digits-full', `There is no room for another digit: ${index} are kept, ${maxDigits} is the most. Remove some first.`);
      }
      const next = appendDigit(digits, { image, label, line });
      await makeFolder(folder);
      await writeDigits(folder, next);
      await this.keep(folder, next);
      return index;
    });
  }

  /** Removes a digit; those after it move up by one. Throws a `UserError` where there is none of that index. */
  remove(index: number): Promise<void> {
    return this.inTurn(async () => {
      const { folder, digits } = await this.settle(await this.load());
      requireDigit(digits, index);
      const next = removeDigit(digits, index);
      await beginRemoval(folder, { index, count: digits.labels.length });
      await writeDigits(folder, next);
      await endRemoval(folder);
      await this.keep(folder, next);
    });
  }

  /** The strokes of a digit, none where it was a picture. Throws a `UserError` where there is no such digit or its line is damaged. */
  strokes(index: number): Promise<number[][][]> {
    return this.inTurn(async () => {
      const { folder, digits } = await this.load();
      requireDigit(digits, index);
      const what = `${join(folder, 'strokes.jsonl')}, line ${index + 1}`;
      const value = parseJson(digits.lines[index] ?? '', { code: 'digits-strokes', what, mend: 'Restore the file, or remove the digit.' });
      return parseDrawing(value).strokes.map((stroke) => stroke.map((point) => [...point]));
    });
  }

  /** One thing at a time: what is written follows from what was read. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async load(): Promise<Loaded> {
    const folder = join(this.labFolder(), 'digits');
    const fingerprint = await fingerprintDigits(folder);
    if (this.loaded?.folder === folder && this.loaded.fingerprint === fingerprint) return this.loaded;
    const found = await readDigits(folder);
    for (const path of found.longer) {
      this.log.warn(`${path} holds more digits than the files beside it, as after a crash. The first ${found.digits.labels.length} are used; the file stays until a digit is added or removed.`);
    }
    return this.take({ ...found, folder, fingerprint });
  }

  /** Brings the files to what was made of them after a crash. What is cut off one is kept in a copy. */
  private async settle(loaded: Loaded): Promise<Loaded> {
    if (!loaded.isUnsettled) return loaded;
    const { folder, digits } = loaded;
    for (const path of loaded.longer) {
      const copy = await keepCopy(path);
      this.log.warn(`${path} is cut to ${digits.labels.length} digits. It is kept as it was in ${copy}`);
    }
    await writeDigits(folder, digits);
    await endRemoval(folder);
    return this.keep(folder, digits);
  }

  private async keep(folder: string, digits: Digits): Promise<Loaded> {
    return this.take({ folder, digits, longer: [], isUnsettled: false, fingerprint: await fingerprintDigits(folder) });
  }

  private take(loaded: Loaded): Loaded {
    this.loaded = loaded;
    for (const listener of this.listeners) listener();
    return loaded;
  }
}

function requireDigit({ labels }: Digits, index: number): void {
  if (index in labels) return;
  throw new UserError('index', `There is no digit ${index}. You drew ${labels.length}, counted from 0.`);
}
