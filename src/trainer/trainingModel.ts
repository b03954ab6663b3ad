import type { RunConfiguration } from '../core/configuration';
import type { Dataset } from '../core/dataset';
import type { Engine, Model } from '../engine/engine';
import { evaluationRows } from './evaluation';

/** A model of a configuration that can take its steps and evaluate, with the whole train file in its memory. Its parameters are to be written yet. */
export function compileForTraining(engine: Engine, { layers, seed, batchSize, optimizer, labelSmoothing }: RunConfiguration, dataset: Dataset): Model {
  return engine.compile({
    layers,
    optimizer,
    loss: { labelSmoothing },
    seed,
    maxRows: Math.max(batchSize, evaluationRows(layers)),
    dataset,
  });
}
