import type { RunConfiguration } from '../core/configuration';
import { UserError } from '../core/userError';
import type { RateSearchState } from '../protocol/labContract';
import type { Session } from './session';
import type { EngineSettings } from './trainerSupervisor';

/** The search for a learning rate as it is shown: the one that goes on, else the last that came to an end. */
export class RateFinder {
  private readonly listeners = new Set<() => void>();
  private searching: RateSearchState | undefined;
  private found: RateSearchState | undefined;

  constructor(
    private readonly session: Session,
    private readonly engine: () => EngineSettings,
  ) {}

  get state(): RateSearchState | undefined {
    return this.searching ?? this.found;
  }

  /** Calls back after every change, at most ten times a second, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Searches for the learning rate of a configuration; a search that was stopped leaves what an earlier one found. Throws a
   * `UserError` where a run goes on; why a search failed is part of the state.
   */
  async find(configuration: RunConfiguration): Promise<void> {
    let searching: RateSearchState = { phase: 'searching', configuration, losses: [] };
    const show = (losses: readonly number[]) => {
      this.searching = searching = { ...searching, losses: [...losses] };
      this.emit();
    };
    const searched = this.session.findLearningRate(configuration, this.engine(), show);
    show([]);
    try {
      const losses = await searched;
      if (losses) this.found = { phase: 'done', configuration, losses };
    } catch (error) {
      this.found = { phase: 'failed', configuration, losses: [], problem: error instanceof Error ? error.message : String(error) };
      if (!(error instanceof UserError)) throw error;
    } finally {
      // Another search may have taken its place.
      if (this.searching === searching) this.searching = undefined;
      this.emit();
    }
  }

  private emit(): void {
    for (const listener of this.listeners) listener();
  }
}
