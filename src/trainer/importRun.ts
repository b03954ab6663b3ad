import { rm } from 'node:fs/promises';
import type { RunConfiguration } from '../core/configuration';
import type { Dataset } from '../core/dataset';
import { epochStart } from '../core/formats/resumeState';
import { splitRows } from '../core/split';
import type { Model } from '../engine/engine';
import type { ChosenEngine } from './engineChoice';
import { evaluateRows, evaluationRows } from './evaluation';
import { createRun } from './newRun';
import { RunRecorder } from './runRecorder';
import { readingSliceMs, TimeSlice } from './timeSlice';

export interface ImportedRun {
  /** How the run would be trained on: of the model whose weights the file holds. */
  readonly configuration: RunConfiguration;
  readonly runsFolder: string;
  /** The weights, our own or PyTorch's. */
  readonly file: string;
}

/**
 * Makes weights from elsewhere a new, finished run of no epochs, whose one checkpoint they are: validates and saves them, in
 * a model of their own, so that a run may go on meanwhile. Returns the run's id. Throws a `UserError` where the weights
 * are not of the configuration's model or cannot be saved, and leaves nothing then.
 */
export async function importRun({ configuration, runsFolder, file }: ImportedRun, { engine, choice }: ChosenEngine, dataset: Dataset, signal: AbortSignal): Promise<string> {
  const { layers, optimizer, labelSmoothing, seed, validationCount } = configuration;
  const { folder, run, lock, stateDict } = await createRun({ configuration, runsFolder, parent: file }, choice);
  let model: Model | undefined;
  try {
    const compiled = (model = engine.compile({ layers, optimizer, loss: { labelSmoothing }, seed, maxRows: evaluationRows(layers) }));
    compiled.writeStateDict(stateDict);
    const startedMs = performance.now();
    const { validation } = splitRows(dataset.count, validationCount, seed);
    const { evaluation } = await evaluateRows({ layers, use: () => compiled }, dataset, validation, new TimeSlice(readingSliceMs), signal);
    const seconds = (performance.now() - startedMs) / 1000;
    const record = { epoch: 0, trainLoss: null, trainAccuracy: null, valLoss: evaluation.loss, valAccuracy: evaluation.accuracy, seconds };
    const recorder = new RunRecorder({ folder, run, lock, keepCheckpoints: 1, recorded: { steps: 0, historyBytes: 0, checkpoints: [] } });
    await recorder.save({ point: epochStart(0), stateDict, slots: compiled.readSlots(), steps: [], record }, { sync: true });
    await recorder.end('finished', undefined);
    return run.id;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    model?.dispose();
    await lock.release();
  }
}
