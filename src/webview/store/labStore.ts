import { applyEvent } from '../../core/run';
import { GrowingBuckets } from '../../core/stepBuckets';
import { Client } from '../../protocol/client';
import type { EventData } from '../../protocol/contract';
import { labContract, type Destination, type LabContract, type LabState } from '../../protocol/labContract';
import type { Port } from '../../protocol/port';
import type { SampleSet } from '../../core/samples';

type Changed = EventData<LabContract, 'changed'>;

/** What a page hears of beside changes of the state. */
interface LabStoreListeners {
  goTo(destination: Destination): void;
  /** A message that is not of the contract, or a call that failed: for the developer's console. */
  problem(problem: string): void;
}

/**
 * A page's copy of the one truth, which lies in the extension: a whole state first, then changes by sequence. Where one is
 * missing, the whole state is asked for again.
 */
export class LabStore {
  readonly client: Client<LabContract>;
  /** Loss and accuracy of the shown run's steps. */
  readonly steps = new GrowingBuckets();
  private current: LabState | undefined;
  private sequence = 0;
  private opening: Changed[] | undefined;
  private readonly changeListeners = new Set<() => void>();
  private readonly readingsListeners = new Set<(set: SampleSet) => void>();

  constructor(
    port: Port,
    private readonly listeners: LabStoreListeners,
  ) {
    this.client = new Client(
      port,
      labContract,
      {
        changed: (changed) => this.receive(changed),
        readingsChanged: ({ set }) => {
          for (const listener of this.readingsListeners) listener(set);
        },
        reset: () => this.reopen(),
        goTo: (destination) => listeners.goTo(destination),
      },
      (problem) => listeners.problem(problem),
    );
  }

  /** Undefined until the first answer. */
  get state(): LabState | undefined {
    return this.current;
  }

  /** Calls back after every change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.changeListeners.add(listener);
    return () => void this.changeListeners.delete(listener);
  }

  /** Calls back where the readings of a set are no longer what was answered, until the returned function is called. */
  onReadingsChanged(listener: (set: SampleSet) => void): () => void {
    this.readingsListeners.add(listener);
    return () => void this.readingsListeners.delete(listener);
  }

  /** Asks for the whole state. What arrives in the meantime is applied after it. */
  async open(): Promise<void> {
    if (this.opening) return;
    const since: Changed[] = [];
    this.opening = since;
    try {
      const { sequence, state, steps, stepCount, destination } = await this.client.call('open', null);
      this.sequence = sequence;
      this.current = state;
      this.steps.reset(steps, stepCount);
      if (destination) this.listeners.goTo(destination);
    } finally {
      this.opening = undefined;
    }
    for (const changed of since) if (changed.sequence > this.sequence) this.receive(changed);
    this.notify();
  }

  private receive(changed: Changed): void {
    if (this.opening) return void this.opening.push(changed);
    if (!this.current || changed.sequence !== this.sequence + 1) return this.reopen();
    this.sequence = changed.sequence;
    this.current = applyChanges(this.current, changed);
    if (changed.steps && !this.steps.append(changed.steps)) return this.reopen();
    this.notify();
  }

  private reopen(): void {
    this.open().catch((error: unknown) => this.listeners.problem(String(error)));
  }

  private notify(): void {
    for (const listener of this.changeListeners) listener();
  }
}

function applyChanges(state: LabState, { changes, events }: Changed): LabState {
  // A field that is no more comes as null.
  const kept = Object.entries({ ...state, ...changes }).filter(([, value]) => value !== null);
  const next = Object.fromEntries(kept) as unknown as LabState;
  return next.run ? { ...next, run: events.reduce(applyEvent, next.run) } : next;
}
