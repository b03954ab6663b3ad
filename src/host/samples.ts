import type { RunConfiguration } from '../core/configuration';
import { gather } from '../core/gather';
import { EvaluationSum, type Evaluation } from '../core/metrics';
import { lossOf, type Readings } from '../core/readings';
import { filterSamples, sampleSets, type SampleFilter, type SampleSet } from '../core/samples';
import type { Result } from '../protocol/contract';
import type { LabContract } from '../protocol/labContract';
import type { DigitStore } from './digitStore';
import type { Log } from './log';
import { SampleReadings } from './sampleReadings';
import { requireRows, SampleSource } from './sampleSource';
import { SampleSweep } from './sampleSweep';
import type { Selection, SelectionChange } from './selection';
import type { Session } from './session';
import { throttle } from './throttle';
import type { EngineSettings } from './trainerSupervisor';

const tellIntervalMs = 250;

export interface SampleParts {
  readonly session: Session;
  readonly selection: Selection;
  readonly digits: DigitStore;
  readonly log: Log;
  /** What the next run would be, whose split is shown while there is no run. May throw a `UserError`, as `engine` may. */
  readonly nextConfiguration: () => Pick<RunConfiguration, 'seed' | 'validationCount'>;
  readonly engine: () => EngineSettings;
}

/** The images that a person can look at, and what the shown weights read in them. */
export class Samples {
  private readonly source: SampleSource;
  private readonly known: SampleReadings;
  private readonly sweep: SampleSweep;
  private readonly listeners = new Set<(set: SampleSet) => void>();
  private readonly changed = new Set<SampleSet>();
  private readonly tell = throttle(tellIntervalMs, () => this.tellOfChanges());
  private readonly unlisten: (() => void)[];
  /** The key of the shown weights when it was last said that readings became old. */
  private toldKey: string | undefined;

  constructor(private readonly parts: SampleParts) {
    const { session, selection, digits, log, engine } = parts;
    this.source = new SampleSource(session, digits, () => selection.shown?.run.run.configuration ?? parts.nextConfiguration(), engine);
    this.known = new SampleReadings(session, selection, this.source, digits, engine);
    this.sweep = new SampleSweep(
      this.source,
      this.known,
      () => session.snapshot.run?.phase === 'training',
      (set) => this.noteChange(set),
      (error) => log.warn(`Samples could not be read: ${error instanceof Error ? error.message : String(error)}`),
    );
    this.unlisten = [
      selection.onChange((change) => this.follow(change)),
      digits.onChange(() => {
        this.noteChange('digits');
        this.sweep.request();
      }),
    ];
  }

  /** Whether a lab shows Samples; only then images are read before anybody asks for them. */
  setActive(isActive: boolean): void {
    this.sweep.setActive(isActive);
  }

  /** Calls back, at most four times a second and with each choice of weights, with a set whose readings changed or became old, until the returned function is called. */
  onReadingsChanged(listener: (set: SampleSet) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** What Evaluate read in the test images, by the weights of that key (`weightsKey`). */
  acceptTest(readings: Readings, key: string): void {
    this.known.acceptTest(readings, key);
    this.noteChange('test');
  }

  /** The labels of all rows of the set's file. */
  labels(set: SampleSet): Promise<Uint8Array> {
    return this.source.labels(set);
  }

  async browse(set: SampleSet, filter: SampleFilter): Promise<Result<LabContract, 'browse'>> {
    const [rows, labels, table] = await Promise.all([this.source.rows(set), this.source.labels(set), this.known.table(set)]);
    this.sweep.browse(set);
    const positions = filterSamples(gather(labels, rows, new Uint8Array(rows.length)), table.pick(rows), filter);
    return { indices: gather(rows, positions, new Int32Array(positions.length)), count: rows.length, ...table.count(rows, this.known.currentKey) };
  }

  /** Images `[n, 784]` of a set, by index. */
  images(set: SampleSet, indices: Int32Array): Promise<Uint8Array> {
    return this.source.images(set, indices);
  }

  async readings(set: SampleSet, indices: Int32Array): Promise<Result<LabContract, 'readings'>> {
    const [labels, table] = await Promise.all([this.source.labels(set), this.known.table(set)]);
    requireRows(set, indices, labels.length);
    const key = this.known.currentKey;
    if (set !== 'test') {
      await this.known.read(
        set,
        indices.filter((row) => !table.isCurrent(row, key)),
      );
    }
    return { labels: gather(labels, indices, new Uint8Array(indices.length)), ...table.pick(indices) };
  }

  /** One image, read by the shown weights, which may be read alone even of the test set. */
  async inspect(set: SampleSet, index: number): Promise<Result<LabContract, 'inspect'>> {
    const { session, selection, engine } = this.parts;
    const labels = await this.source.labels(set);
    const rows = Int32Array.of(index);
    requireRows(set, rows, labels.length);
    const image = await this.source.images(set, rows);
    const label = labels[index] ?? 0;
    const read = await selection.read((weights) => session.read(weights, image, engine()));
    const probabilities = [...(read?.probabilities ?? [])];
    return { image, label, reading: read ? { probabilities, loss: lossOf(probabilities[label] ?? 0), position: read.position } : null };
  }

  /** How the shown weights read the digits that a person drew; null where there are none of either. */
  async evaluateDigits(): Promise<Evaluation | null> {
    const [rows, labels] = await Promise.all([this.source.rows('digits'), this.source.labels('digits')]);
    const readings = await this.known.read('digits', rows);
    if (!readings) return null;
    const sum = new EvaluationSum();
    sum.add(readings.losses, gather(labels, rows, new Uint8Array(rows.length)), readings.predicted);
    return sum.finish();
  }

  dispose(): void {
    for (const unlisten of this.unlisten) unlisten();
    this.sweep.dispose();
    this.tell.dispose();
    this.listeners.clear();
  }

  private follow(change: SelectionChange): void {
    if (change.kind === 'steps') return;
    if (change.kind === 'weights') this.sweep.giveWay();
    else this.sweep.request();
    // Every step moves live weights on; the images are read anew when an epoch ends or the run holds.
    if (change.kind === 'event' && change.event.kind !== 'epoch' && change.event.kind !== 'paused') return;
    const key = this.known.currentKey;
    if (key === this.toldKey) return;
    this.toldKey = key;
    for (const set of sampleSets) this.noteChange(set);
    // A person who goes through the checkpoints sees what each reads at once.
    if (change.kind === 'weights') this.tellOfChanges();
  }

  private noteChange(set: SampleSet): void {
    this.changed.add(set);
    this.tell.request();
  }

  private tellOfChanges(): void {
    const sets = [...this.changed];
    this.changed.clear();
    for (const set of sets) for (const listener of this.listeners) listener(set);
  }
}
