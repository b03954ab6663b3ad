import type { Checkpoint } from '../core/formats/checkpoint';
import { plainSgd } from '../core/optimizer';
import type { Engine, Model } from '../engine/engine';
import { evaluationRows } from './evaluation';

/**
 * The second model of the trainer, which only reads: weights are looked at through it, also while a run goes on. Calls
 * share it by turns: each says, before each of its chunks, which weights it means.
 */
export class Inference {
  private compiled: { readonly model: Model; readonly layers: string } | undefined;
  private holds: Checkpoint | undefined;

  constructor(private readonly engine: Engine) {}

  /** The model with these weights in it, to be used before the next `await`. */
  modelWith(weights: Checkpoint): Model {
    if (this.compiled && this.holds === weights) return this.compiled.model;
    const layers = JSON.stringify(weights.layers);
    if (this.compiled?.layers !== layers) {
      this.dispose();
      const model = this.engine.compile({
        layers: weights.layers,
        optimizer: plainSgd,
        loss: { labelSmoothing: 0 },
        seed: 0,
        maxRows: evaluationRows(weights.layers),
      });
      this.compiled = { model, layers };
    }
    this.compiled.model.writeStateDict(weights.stateDict);
    this.holds = weights;
    return this.compiled.model;
  }

  dispose(): void {
    this.compiled?.model.dispose();
    this.compiled = undefined;
    this.holds = undefined;
  }
}
