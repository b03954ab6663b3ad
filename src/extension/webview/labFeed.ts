import type { RunEvent } from '../../core/run';
import type { StepSeries } from '../../core/stepSeries';
import type { EventData, Result } from '../../protocol/contract';
import type { Destination, LabChanges, LabContract, LabState } from '../../protocol/labContract';
import { throttle } from '../../host/throttle';

/** Ten changes a second are as much as anyone sees. */
const changeIntervalMs = 100;

/** What a feed reads: the state as it is now, and the steps of the shown run. */
export interface LabTruth {
  state(): LabState;
  steps(): StepSeries;
}

type Changed = EventData<LabContract, 'changed'>;

/**
 * Keeps one page up to date: the whole state when it opens, then what changed, at most ten times a second. Between `close`
 * and the next `open` it sends nothing.
 */
export class LabFeed {
  private sequence = 0;
  private sent: LabState | undefined;
  private sentSteps = 0;
  private events: RunEvent[] = [];
  private readonly flushing = throttle(changeIntervalMs, () => this.flush());

  constructor(
    private readonly truth: LabTruth,
    private readonly send: (changed: Changed) => void,
    private readonly reset: () => void,
  ) {}

  open(destination: Destination | undefined): Result<LabContract, 'open'> {
    const state = this.truth.state();
    const steps = this.truth.steps();
    this.sent = state;
    this.sentSteps = steps.length;
    this.events = [];
    // The whole state was asked for because a run began: its first point, which comes next, is what somebody waits for.
    this.flushing.rest();
    return { sequence: this.sequence, state, steps: steps.decimate(), stepCount: steps.length, ...(destination ? { destination } : {}) };
  }

  /** Whether the page is in sight and has asked for the state. */
  get isOpen(): boolean {
    return this.sent !== undefined;
  }

  close(): void {
    this.sent = undefined;
  }

  /** Something changed; `event` is what happened to the shown run, if that was it. */
  change(event?: RunEvent): void {
    if (!this.sent) return;
    // Of a row of reports how far it is, only the last one matters.
    if (event?.kind === 'progress' && this.events.at(-1)?.kind === 'progress') this.events.pop();
    if (event) this.events.push(event);
    this.flushing.request();
  }

  /** A person changed what is shown, and waits to see it. */
  changeNow(): void {
    this.flush();
  }

  /** Another run is shown: the page asks anew. */
  replace(): void {
    if (!this.sent) return;
    this.sent = undefined;
    this.reset();
  }

  dispose(): void {
    this.flushing.dispose();
    this.sent = undefined;
  }

  private flush(): void {
    if (!this.sent) return;
    const state = this.truth.state();
    const changes = findChanges(this.sent, state);
    const series = this.truth.steps();
    const steps = series.length > this.sentSteps ? series.since(this.sentSteps) : undefined;
    const { events } = this;
    if (Object.keys(changes).length === 0 && events.length === 0 && !steps) return;
    this.sent = state;
    this.sentSteps = series.length;
    this.events = [];
    this.send({ sequence: ++this.sequence, changes, events: events as Changed['events'], ...(steps ? { steps } : {}) });
  }
}

/** The fields that differ; one that is no more is null. The run itself is carried on by its events. */
function findChanges(sent: LabState, state: LabState): LabChanges {
  const before: Record<string, unknown> = sent;
  const after: Record<string, unknown> = state;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  keys.delete('run');
  return Object.fromEntries([...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => [key, after[key] ?? null]));
}
