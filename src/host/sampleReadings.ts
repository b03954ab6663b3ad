import { mnist } from '../core/dataset';
import type { Digits } from '../core/digits';
import type { RunPosition } from '../core/formats/checkpoint';
import { readingsOf, type Readings } from '../core/readings';
import type { SampleSet } from '../core/samples';
import type { Weights } from '../protocol/trainerContract';
import type { DigitStore } from './digitStore';
import { ReadingTable } from './readingTable';
import type { SampleSource } from './sampleSource';
import { shownKey, weightsKey, type Selection } from './selection';
import type { Session } from './session';
import type { EngineSettings } from './trainerSupervisor';

/** What is known of every image, set by set, and the reading of those that are asked for. */
export class SampleReadings {
  private readonly train = new ReadingTable(mnist.trainCount);
  private readonly test = new ReadingTable(mnist.testCount);
  private digits: { readonly content: Digits | undefined; readonly table: ReadingTable } = { content: undefined, table: new ReadingTable(0) };

  constructor(
    private readonly session: Session,
    private readonly selection: Selection,
    private readonly source: SampleSource,
    private readonly digitStore: DigitStore,
    private readonly engine: () => EngineSettings,
  ) {}

  /** The key of the weights that readings are to be of; `undefined` where nothing can be read. */
  get currentKey(): string | undefined {
    const { shown } = this.selection;
    return shown && shownKey(shown);
  }

  /** The table that the set's rows are rows of. Readings of digits begin anew where digits came or went. */
  async table(set: SampleSet): Promise<ReadingTable> {
    if (set === 'test') return this.test;
    if (set !== 'digits') return this.train;
    const content = await this.digitStore.read();
    if (this.digits.content !== content) this.digits = { content, table: new ReadingTable(content.labels.length) };
    return this.digits.table;
  }

  /** What Evaluate found in the test images, all of them. */
  acceptTest(readings: Readings, key: string): void {
    this.test.store(
      Int32Array.from({ length: mnist.testCount }, (_, row) => row),
      readings,
      key,
    );
  }

  /** Reads rows by the shown weights, whatever is known of them; nothing where there are no weights or rows. Test images are for Evaluate. */
  async read(set: Exclude<SampleSet, 'test'>, rows: Int32Array): Promise<Readings | undefined> {
    if (rows.length === 0) return undefined;
    const table = await this.table(set);
    return this.selection.read(async (weights, shown) => {
      const { readings, position } = await (set === 'digits' ? this.readDigits(weights, rows) : this.session.classify(weights, 'train', rows, this.engine()));
      // Live weights may have moved on since the snapshot; a checkpoint's are where its name says, whatever the file does.
      const key = weights.kind === 'live' ? weightsKey(shown.run, position) : shownKey(shown);
      if (key !== undefined) table.store(rows, readings, key);
      return readings;
    });
  }

  private async readDigits(weights: Weights, rows: Int32Array): Promise<{ readings: Readings; position: RunPosition }> {
    const [images, labels] = await Promise.all([this.source.images('digits', rows), this.source.labels('digits')]);
    const { probabilities, position } = await this.session.read(weights, images, this.engine());
    return { readings: readingsOf(probabilities, Uint8Array.from(rows, (row) => labels[row] ?? 0)), position };
  }
}
