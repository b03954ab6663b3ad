import { basename } from 'node:path';
import { parseCheckpoint, type Checkpoint } from '../core/formats/checkpoint';
import type { Engine, Model } from '../engine/engine';
import { readFileWithin } from '../node/readFile';
import { evaluationRows } from './evaluation';

/** Above any model this program trains. */
const maxCheckpointBytes = 256 * 1024 * 1024;

/** The second model of the trainer, which only reads: checkpoints are looked at through it, also while a run goes on. */
export class Inference {
  private compiled: { model: Model; layers: string } | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly engine: Engine) {}

  /**
   * Reads a checkpoint file, puts its weights into the model and gives it to `work`; one at a time, since there is one
   * model. Throws a `UserError` where the file is not a checkpoint.
   */
  use<T>(path: string, work: (model: Model, checkpoint: Checkpoint) => T | Promise<T>): Promise<T> {
    const result = this.queue.then(async () => {
      const { model, checkpoint } = await this.load(path);
      return work(model, checkpoint);
    });
    this.queue = result.catch(() => undefined);
    return result;
  }

  dispose(): void {
    this.compiled?.model.dispose();
    this.compiled = undefined;
  }

  private async load(path: string): Promise<{ model: Model; checkpoint: Checkpoint }> {
    const checkpoint = parseCheckpoint(await readFileWithin(path, maxCheckpointBytes), basename(path));
    const layers = JSON.stringify(checkpoint.layers);
    if (this.compiled?.layers !== layers) {
      this.compiled?.model.dispose();
      const model = this.engine.compile({
        layers: checkpoint.layers,
        optimizer: { kind: 'sgd' },
        loss: { kind: 'crossEntropy' },
        seed: 0,
        maxRows: evaluationRows,
      });
      this.compiled = { model, layers };
    }
    this.compiled.model.writeStateDict(checkpoint.stateDict);
    return { model: this.compiled.model, checkpoint };
  }
}
