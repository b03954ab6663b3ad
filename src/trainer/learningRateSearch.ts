import { stepsPerEpoch, type RunConfiguration } from '../core/configuration';
import type { Dataset } from '../core/dataset';
import { initialStateDict } from '../core/initialization';
import { hasExploded, searchedRate, searchSteps, smoothLosses } from '../core/learningRateFinder';
import { purpose, shuffled } from '../core/random';
import { splitRows } from '../core/split';
import type { Engine } from '../engine/engine';
import { TimeSlice, sliceMs } from './timeSlice';
import { trainingBatches } from './trainingBatches';
import { compileForTraining } from './trainingModel';

const reportIntervalMs = 100;

/**
 * Takes one step at each rate of the learning-rate finder, on the model and the batches that a run of this configuration
 * begins with. Returns the losses until they explode, or `undefined` where the signal came; nothing is kept of the model.
 * `report` hears of the losses so far, at most ten times a second.
 */
export async function searchLearningRate(
  configuration: RunConfiguration,
  { engine, dataset }: { readonly engine: Engine; readonly dataset: Dataset },
  report: (losses: readonly number[]) => void,
  signal: AbortSignal,
): Promise<number[] | undefined> {
  const { layers, seed, batchSize, validationCount } = configuration;
  const { train } = splitRows(dataset.count, validationCount, seed);
  const steps = stepsPerEpoch(train.length, batchSize);
  const batches = trainingBatches(configuration, dataset);
  const model = compileForTraining(engine, configuration, dataset);
  const slice = new TimeSlice(sliceMs);
  const losses: number[] = [];
  let order = train;
  let reportedMs = performance.now();
  try {
    model.writeStateDict(initialStateDict(layers, seed));
    for (let step = 0; step < searchSteps && !signal.aborted; step++) {
      const place = step % steps;
      if (place === 0) order = shuffled(train, seed, purpose.shuffle, step / steps);
      const indices = order.subarray(place * batchSize, (place + 1) * batchSize);
      const { loss } = model.step({ ...batches.rows(indices, step), learningRate: searchedRate(step), step });
      // What is no number is beyond every explosion, and cannot be drawn.
      if (!Number.isFinite(loss)) break;
      losses.push(loss);
      if (hasExploded(smoothLosses(losses))) break;
      if (performance.now() - reportedMs >= reportIntervalMs) {
        reportedMs = performance.now();
        report(losses);
      }
      if (slice.isOver()) await slice.next();
    }
  } finally {
    batches.dispose();
    model.dispose();
  }
  return signal.aborted ? undefined : losses;
}
