import { basename } from 'node:path';
import { totalEpochs } from '../core/configuration';
import type { RunFile } from '../core/formats/runFile';
import { noMarks, type RunMarks } from '../core/formats/runMarks';
import { isGoingOn, type RunSnapshot } from '../core/run';
import { runTitle } from '../core/runTitle';
import { folderBytes } from '../node/folderSize';
import type { RunSummary } from '../protocol/labContract';
import type { Log } from './log';
import { findRun, listRuns, phaseOf, readRunSnapshot, runFolder, type BrokenRun, type StoredRun } from './runStore';
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
  private readonly warned = new Set<string>();

  /** `runsFolder` may throw a `UserError` where the settings name none. */
  constructor(
    private readonly session: Session,
    private readonly runsFolder: () => string,
    private readonly log: Log,
  ) {
    this.unlisten = session.onChange(({ run }) => {
      if (run) this.follow(run);
    });
  }

  /** Newest first; folders that cannot be opened among them, with their problem. */
  get runs(): readonly RunSummary[] {
    const { own, stored } = this;
    return own && !this.isOwnStored ? [own, ...stored.filter(({ id }) => id !== own.id)].sort(newestFirst) : stored;
  }

  /** A run as it is now, with its checkpoints and its history. Throws a `UserError` where there is no such run. */
  async snapshot(id: string): Promise<RunSnapshot> {
    const { run } = this.session.snapshot;
    return run?.run.id === id ? run : readRunSnapshot(await findRun(this.runsFolder(), id));
  }

  /** What a run takes up on the disk. Throws a `UserError` where there is no such run. */
  async sizeBytes(id: string): Promise<number> {
    return folderBytes(await runFolder(this.runsFolder(), id));
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Reads every run's `run.json`. Throws a `UserError` where there is no folder for runs. */
  async refresh(): Promise<void> {
    const refresh = ++this.refreshes;
    const { runs, broken } = await listRuns(this.runsFolder());
    if (refresh !== this.refreshes) return;
    for (const { problem } of broken) this.warnOnce(problem);
    this.stored = [...runs.map(summarizeStored), ...broken.map(summarizeBroken)].sort(newestFirst);
    this.isOwnStored = this.own !== undefined && !isGoingOn(this.own);
    this.emit();
  }

  dispose(): void {
    this.unlisten();
    this.listeners.clear();
  }

  private follow(run: RunSnapshot): void {
    const before = this.own;
    const own = summarizeSnapshot(run, this.stored.find(({ id }) => id === run.run.id));
    if (before && isEqual(before, own)) return;
    this.own = own;
    this.isOwnStored = false;
    this.emit();
    // Other windows and the terminal write runs too: the list is read again where a run begins or ends here.
    if (before?.id !== own.id || isGoingOn(before) !== isGoingOn(run)) void this.refresh().catch((error: unknown) => this.log.warn(String(error)));
  }

  private warnOnce(problem: string): void {
    if (this.warned.has(problem)) return;
    this.warned.add(problem);
    this.log.warn(problem);
  }

  private emit(): void {
    for (const listener of this.listeners) listener();
  }
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  return a.id < b.id ? 1 : -1;
}

function summarizeStored(stored: StoredRun): RunSummary {
  const { run, marks } = stored;
  const { status, configuration, best, last, problem, seconds = 0 } = run;
  return {
    ...describeRun(run, marks),
    phase: phaseOf(stored),
    epoch: last?.epoch ?? 0,
    totalEpochs: totalEpochs(configuration),
    bestValAccuracy: best?.valAccuracy ?? undefined,
    seconds,
    problem: status === 'training' ? undefined : problem,
  };
}

function summarizeSnapshot({ run, phase, epoch, totalEpochs, best, history, problem }: RunSnapshot, stored: RunSummary | undefined): RunSummary {
  return {
    ...describeRun(run, noMarks),
    ...(stored ? { title: stored.title, starred: stored.starred } : {}),
    phase,
    epoch,
    totalEpochs,
    bestValAccuracy: best?.valAccuracy ?? undefined,
    seconds: history.reduce((sum, record) => sum + record.seconds, 0),
    problem,
  };
}

function describeRun(run: RunFile, { title, starred }: RunMarks) {
  const { id, created, configuration, engine } = run;
  const { model, recipe } = configuration;
  return { id, created, title: title ?? runTitle(run), starred, model, recipe, engine: engine.id };
}

function summarizeBroken({ folder, problem }: BrokenRun): RunSummary {
  const id = basename(folder);
  return { id, title: id, starred: false, phase: 'broken', epoch: 0, totalEpochs: 0, seconds: 0, problem };
}

function isEqual(a: RunSummary, b: RunSummary): boolean {
  return a.id === b.id && a.phase === b.phase && a.epoch === b.epoch && a.bestValAccuracy === b.bestValAccuracy && a.problem === b.problem;
}
