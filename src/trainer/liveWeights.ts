import type { Checkpoint, RunPosition } from '../core/formats/checkpoint';
import type { RunFile } from '../core/formats/runFile';
import type { Model } from '../engine/engine';

/** The weights of a run that goes on, for others to look at: a copy, made when it is asked for and kept until they move on. */
export class LiveWeights {
  private source: { readonly model: Model; readonly run: RunFile } | undefined;
  private position: RunPosition = { epoch: 0, step: 0 };
  private copy: Checkpoint | undefined;

  /** `position` is where the weights are already. */
  begin(model: Model, run: RunFile, { epoch, step }: RunPosition = { epoch: 0, step: 0 }): void {
    this.source = { model, run };
    this.position = { epoch, step };
  }

  /** A step moved the weights to this position. */
  moved(position: RunPosition): void {
    this.position = position;
    this.copy = undefined;
  }

  /** There are none from now on; copies that were taken stay as they are. */
  end(): void {
    this.source = undefined;
    this.copy = undefined;
  }

  /** The weights as they are now, the same object as before where they did not move; `undefined` before the run and after it. */
  take(): Checkpoint | undefined {
    if (!this.source) return undefined;
    const { model, run } = this.source;
    this.copy ??= {
      layers: run.configuration.layers,
      stateDict: model.readStateDict(),
      origin: { run: run.id, seed: run.configuration.seed, validationCount: run.configuration.validationCount, dataset: run.dataset.hash, ...this.position },
    };
    return this.copy;
  }
}
