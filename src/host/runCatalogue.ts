import { totalEpochs } from '../core/configuration';
import { isGoingOn, type RunSnapshot } from '../core/run';
import { runTitle } from '../core/runTitle';
import type { RunSummary } from '../protocol/labContract';
import type { Log } from './log';
import { listRuns, type StoredRun } from './runStore';
import type { Session } from './session';

/** The list of runs: those on disk as they were when it was last read, and the session's own as it is now. */
export class RunCatalogue {
  private readonly listeners = new Set<() => void>();
  private readonly unlisten: () => void;
  private stored: readonly RunSummary[] = [];
  private own: RunSummary | undefined;
  /** The own run is over, and among those that were read. */
  private isOwnStored = false;
  private refreshes = 0;

  /** `runsFolder` may throw a `UserError` where the settings name none. */
  constructor(
    session: Session,
    private readonly runsFolder: () => string,
    private readonly log: Log,
  ) {
    this.unlisten = session.onChange(({ run }) => {
      if (run) this.follow(summarizeSnapshot(run));
    });
  }

  /** Newest first. */
  get runs(): readonly RunSummary[] {
    const { own, stored } = this;
    return own && !this.isOwnStored ? [own, ...stored.filter(({ id }) => id !== own.id)].sort((a, b) => (a.id < b.id ? 1 : -1)) : stored;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Reads every run's `run.json`. Throws a `UserError` where there is no folder for runs. */
  async refresh(): Promise<void> {
    const refresh = ++this.refreshes;
    const stored = await listRuns(this.runsFolder(), (problem) => this.log.warn(problem));
    if (refresh !== this.refreshes) return;
    this.stored = stored.map(summarizeStored);
    this.isOwnStored = this.own !== undefined && !isGoingOn(this.own);
    this.emit();
  }

  dispose(): void {
    this.unlisten();
    this.listeners.clear();
  }

  private follow(own: RunSummary): void {
    const before = this.own;
    if (before && isEqual(before, own)) return;
    this.own = own;
    this.isOwnStored = false;
    this.emit();
    // Other windows and the terminal write runs too: the list is read again where a run begins or ends here.
    if (before?.id !== own.id || !isGoingOn(own)) void this.refresh().catch((error: unknown) => this.log.warn(String(error)));
  }

  private emit(): void {
    for (const listener of this.listeners) listener();
  }
}

function summarizeStored({ run }: StoredRun): RunSummary {
  const { id, status, configuration, best, last } = run;
  return {
    id,
    title: runTitle(run),
    phase: status === 'training' ? 'interrupted' : status,
    epoch: last?.epoch ?? 0,
    totalEpochs: totalEpochs(configuration),
    bestValAccuracy: best?.valAccuracy ?? undefined,
  };
}

function summarizeSnapshot({ run, phase, epoch, totalEpochs, best }: RunSnapshot): RunSummary {
  return { id: run.id, title: runTitle(run), phase, epoch, totalEpochs, bestValAccuracy: best?.valAccuracy ?? undefined };
}

function isEqual(a: RunSummary, b: RunSummary): boolean {
  return a.id === b.id && a.phase === b.phase && a.epoch === b.epoch && a.bestValAccuracy === b.bestValAccuracy;
}
