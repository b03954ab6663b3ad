import { findTopLosses } from '../core/testReport';
import { UserError } from '../core/userError';
import type { TestReport } from '../protocol/labContract';
import { shownKey, weightsKey, type Selection } from './selection';
import type { Session } from './session';
import type { EngineSettings } from './trainerSupervisor';
import type { Readings } from '../core/readings';

type Found = Omit<TestReport, 'stale'> & { readonly key: string };

/** The test set, which decides nothing: it is read when a person asks for it, and what was found is kept. */
export class TestSet {
  private readonly listeners = new Set<() => void>();
  private found: Found | undefined;
  private running: Promise<TestReport> | undefined;

  constructor(
    private readonly session: Session,
    private readonly selection: Selection,
    private readonly engine: () => EngineSettings,
    /** Hears what was read, row by row, by the weights of that key. */
    private readonly onReadings: (readings: Readings, key: string) => void,
  ) {}

  get isEvaluating(): boolean {
    return this.running !== undefined;
  }

  /** What the last evaluation found. */
  get report(): TestReport | undefined {
    if (!this.found) return undefined;
    const { key, ...report } = this.found;
    const { shown } = this.selection;
    return { ...report, stale: !shown || shownKey(shown) !== key };
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Evaluates the shown weights; asked again meanwhile, it is the same evaluation. Throws a `UserError` where there are none. */
  async evaluate(): Promise<TestReport> {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      this.emit();
    });
    this.emit();
    return this.running;
  }

  private async run(): Promise<TestReport> {
    const engine = this.engine();
    const started = performance.now();
    const found = await this.selection.read(async (weights, { run }) => {
      const [{ evaluation, readings, position }, labels] = await Promise.all([this.session.evaluate(weights, 'test', engine), this.session.labels('test', engine)]);
      const key = weightsKey(run, position);
      this.onReadings(readings, key);
      return { key, run: run.run.id, position, evaluation, topLosses: findTopLosses(labels, readings) };
    });
    if (!found) throw new UserError('no-model', 'There is no model yet. Train one first, with "MNIST: Train".');
    this.found = { ...found, tookMs: performance.now() - started };
    return { ...this.found, stale: false };
  }

  private emit(): void {
    for (const listener of this.listeners) listener();
  }
}
