/**
 * How long saving holds the training loop: the notebook's epochs trained with everything saved, as the trainer does it, and
 * by the bare loop with nothing saved and nothing told, by turns. So what is counted as saving is all that a run does beside
 * its loop: copies, writing, telling of steps and epochs, the wait for the untrained checkpoint and that for the end.
 *
 * Usage: savingShare ENGINE DATA KERNELS PROJECT EPOCHS ROUNDS. Prints {"saved", "unsaved"}, of each round the
 * {"wallMs", "cpuMs"} of an epoch.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Dataset } from '../src/core/dataset';
import { initialStateDict } from '../src/core/initialization';
import { configurationOf } from '../src/core/recipes';
import { splitRows } from '../src/core/split';
import type { Engine } from '../src/engine/engine';
import { evaluationRows } from '../src/trainer/evaluation';
import { RunControl } from '../src/trainer/runControl';
import { sliceMs, TimeSlice } from '../src/trainer/timeSlice';
import { trainingBatches } from '../src/trainer/trainingBatches';
import { fit } from '../src/trainer/trainingLoop';
import { openEngine, readTrainFile, trainSaved } from './trainingRun';

interface Times {
  readonly wallMs: number;
  /** Of all threads, those that write included. */
  readonly cpuMs: number;
}

/** Begins to measure; the returned function says what each of so many epochs took since then. */
function startClock(): (epochs: number) => Times {
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  return (epochs) => {
    const { user, system } = process.cpuUsage(startedCpu);
    return { wallMs: (performance.now() - startedMs) / epochs, cpuMs: (user + system) / 1000 / epochs };
  };
}

/** From the start of the run to its end, which waits for the disk. */
async function measureSaved(chosen: ReturnType<typeof openEngine>, dataset: Dataset, epochs: number, folder: string): Promise<Times> {
  let took = startClock();
  await trainSaved(chosen, dataset, epochs, folder, (name) => {
    if (name === 'runStarted') took = startClock();
  });
  return took(epochs);
}

async function measureUnsaved(engine: Engine, dataset: Dataset, epochs: number): Promise<Times> {
  const configuration = configurationOf('notebook', 1, { epochs });
  const { layers, optimizer, seed, validationCount } = configuration;
  const model = engine.compile({ layers, optimizer, loss: { labelSmoothing: 0 }, seed, maxRows: evaluationRows(layers), dataset });
  model.writeStateDict(initialStateDict(layers, seed));
  // Where a run says that it has started.
  const took = startClock();
  const split = splitRows(dataset.count, validationCount, seed);
  const nothing = () => Promise.resolve();
  const observer = { stepsEnded: () => undefined, epochEnded: nothing, held: nothing, released: () => undefined, intervened: nothing };
  await fit(model, { configuration, split, dataset, batches: trainingBatches(configuration, dataset), history: [] }, observer, new RunControl('full'), new TimeSlice(sliceMs), new AbortController().signal);
  model.dispose();
  return took(epochs);
}

async function main([engineId = '', dataFolder = '', kernelFolder = '', projectFolder = '', epochs = '', rounds = '']: readonly string[]): Promise<void> {
  const chosen = openEngine(engineId, kernelFolder, projectFolder);
  const dataset = readTrainFile(dataFolder);
  // Beside the built program, so that it is a disk and not a memory, as the folder for temporary files may be.
  const folder = mkdtempSync(path.join(kernelFolder, 'runs-'));
  const times: { saved: Times[]; unsaved: Times[] } = { saved: [], unsaved: [] };
  try {
    await measureUnsaved(chosen.engine, dataset, Number(epochs));
    for (let round = 0; round < Number(rounds); round++) {
      const measurements = [
        async () => times.saved.push(await measureSaved(chosen, dataset, Number(epochs), folder)),
        async () => times.unsaved.push(await measureUnsaved(chosen.engine, dataset, Number(epochs))),
      ];
      // Each is the first of its round in turn, so that neither has the better place.
      for (const measure of round % 2 === 0 ? measurements : measurements.toReversed()) await measure();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.stdout.write(`${JSON.stringify(times)}\n`);
}

void main(process.argv.slice(2));
