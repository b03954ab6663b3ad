import type { RunConfiguration } from '../core/configuration';
import { answer } from './trainerAnswer';
import type { OpenTrainer } from './trainerSupervisor';

/** Hears of all losses of the search so far, at most ten times a second. */
export type OnLosses = (losses: readonly number[]) => void;

interface Search {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/** The searches for a learning rate: at most one at a time, and what begins after one waits until it has stopped. */
export class RateSearches {
  private current: Search | undefined;
  private onLosses: OnLosses | undefined;
  private trainer: OpenTrainer | undefined;

  /** The trainer that searches now. */
  get searching(): OpenTrainer | undefined {
    return this.trainer;
  }

  /** The trainer told of losses. */
  hear(losses: readonly number[]): void {
    this.onLosses?.(losses);
  }

  /** Searches in place of the search that goes on. Returns the losses, `undefined` where it was stopped. */
  begin(configuration: RunConfiguration, open: () => Promise<OpenTrainer>, onLosses: OnLosses): Promise<number[] | undefined> {
    const stopped = this.stop();
    const controller = new AbortController();
    const searched = stopped.then(() => this.search(configuration, open, onLosses, controller.signal));
    const search: Search = { controller, ended: searched.catch(() => undefined) };
    this.current = search;
    return searched.finally(() => {
      if (this.current === search) this.current = undefined;
    });
  }

  /** Resolves when no search goes on. */
  async stop(): Promise<void> {
    this.current?.controller.abort();
    this.onLosses = undefined;
    await this.current?.ended;
  }

  private async search(configuration: RunConfiguration, open: () => Promise<OpenTrainer>, onLosses: OnLosses, signal: AbortSignal): Promise<number[] | undefined> {
    const trainer = await open();
    if (signal.aborted) return undefined;
    this.trainer = trainer;
    this.onLosses = onLosses;
    try {
      return (await answer(trainer, trainer.client.call('findLearningRate', { configuration }, signal))) ?? undefined;
    } finally {
      this.trainer = undefined;
      this.onLosses = undefined;
    }
  }
}
