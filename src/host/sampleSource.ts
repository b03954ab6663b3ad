import type { RunConfiguration } from '../core/configuration';
import { mnist, type DatasetFile } from '../core/dataset';
import { pixelCount } from '../core/layers';
import type { SampleSet } from '../core/samples';
import { splitRows, type Split } from '../core/split';
import { UserError } from '../core/userError';
import type { DigitStore } from './digitStore';
import type { Session } from './session';
import type { EngineSettings } from './trainerSupervisor';

type SplitChoice = Pick<RunConfiguration, 'seed' | 'validationCount'>;

/** The images of each set and their labels: the dataset is the trainer's, the digits are on disk. */
export class SampleSource {
  private readonly datasetLabels = new Map<DatasetFile, Promise<Uint8Array>>();
  private split: { readonly key: string; readonly rows: Split } | undefined;
  private readonly testRows = countUp(mnist.testCount);
  private digitRows = countUp(0);

  /** `splitChoice` and `engine` may throw a `UserError` where a setting cannot be. */
  constructor(
    private readonly session: Session,
    private readonly digits: DigitStore,
    private readonly splitChoice: () => SplitChoice,
    private readonly engine: () => EngineSettings,
  ) {}

  /** The rows of the images' file that make up the set, ascending; the same list while it does not change. */
  async rows(set: SampleSet): Promise<Int32Array> {
    switch (set) {
      case 'train':
        return this.splitRows().train;
      case 'validation':
        return this.splitRows().validation;
      case 'test':
        return this.testRows;
      case 'digits': {
        const { length } = (await this.digits.read()).labels;
        if (this.digitRows.length !== length) this.digitRows = countUp(length);
        return this.digitRows;
      }
    }
  }

  /** The labels of all rows of the images' file. */
  async labels(set: SampleSet): Promise<Uint8Array> {
    if (set === 'digits') return (await this.digits.read()).labels;
    const file = fileOf(set);
    const known = this.datasetLabels.get(file);
    if (known) return known;
    const asked = this.session.labels(file, this.engine());
    this.datasetLabels.set(file, asked);
    asked.catch(() => this.datasetLabels.delete(file));
    return asked;
  }

  /** Images `[n, 784]`, by row. Throws a `UserError` where there is no such row. */
  async images(set: SampleSet, rows: Int32Array): Promise<Uint8Array> {
    if (set !== 'digits') return this.session.images(fileOf(set), rows, this.engine());
    const { images, labels } = await this.digits.read();
    requireRows(set, rows, labels.length);
    const picked = new Uint8Array(rows.length * pixelCount);
    rows.forEach((row, position) => picked.set(images.subarray(row * pixelCount, (row + 1) * pixelCount), position * pixelCount));
    return picked;
  }

  private splitRows(): Split {
    const { seed, validationCount } = this.splitChoice();
    const key = `${seed}:${validationCount}`;
    if (this.split?.key !== key) this.split = { key, rows: splitRows(mnist.trainCount, validationCount, seed) };
    return this.split.rows;
  }
}

/** The file of the dataset that a set's rows are of. */
export function fileOf(set: Exclude<SampleSet, 'digits'>): DatasetFile {
  return set === 'test' ? 'test' : 'train';
}

/** Throws a `UserError` where a row is not one of `count`. */
export function requireRows(set: SampleSet, rows: Int32Array, count: number): void {
  const wrong = rows.find((row) => row < 0 || row >= count);
  if (wrong === undefined) return;
  const range = count === 0 ? 'There are none yet.' : `Choose an index from 0 to ${count - 1}.`;
  throw new UserError('index', `There is no ${set === 'digits' ? 'digit' : `${fileOf(set)} image`} ${wrong}. ${range}`);
}

function countUp(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}
