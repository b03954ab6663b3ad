import { rm } from 'node:fs/promises';
import { stepsPerEpoch, totalEpochs, type RunConfiguration } from '../core/configuration';
import { mnist, type Dataset } from '../core/dataset';
import type { EpochRecord } from '../core/formats/history';
import type { RunFile } from '../core/formats/runFile';
import { initialStateDict } from '../core/initialization';
import { splitRows } from '../core/split';
import { UserError } from '../core/userError';
import type { Engine, Model, StepResult } from '../engine/engine';
import type { EventData, EventName, Params, Result } from '../protocol/contract';
import { PortClosedError } from '../protocol/port';
import type { TrainerContract } from '../protocol/trainerContract';
import { BackgroundSaver } from './backgroundSaver';
import type { ChosenEngine } from './engineChoice';
import { evaluationRows } from './evaluation';
import type { LiveWeights } from './liveWeights';
import { ProgressMeter } from './progressMeter';
import { createRunFolder } from './runFolder';
import type { RunControl } from './runControl';
import { RunRecorder, type RunState } from './runRecorder';
import { StepReporter } from './stepReporter';
import { sliceMs, TimeSlice } from './timeSlice';
import { fit, type TrainingObserver } from './trainingLoop';

/** What others have of a run while it goes on: they steer it, and look at its weights. */
export interface RunHandle {
  readonly control: RunControl;
  readonly live: LiveWeights;
}

export type Emit = <Name extends EventName<TrainerContract>>(name: Name, data: EventData<TrainerContract, Name>) => void;
type RunEnd = Result<TrainerContract, 'train'>;

/**
 * One run from its folder to its end: compiles the model, trains it, and keeps what it learns. An abort stops it within a
 * step and saves. Throws a `UserError` only before the first step, where nothing can be kept or the configuration cannot be;
 * an `Error` is a bug, of the engine's say, and leaves what was saved.
 */
export async function executeRun(
  params: Params<TrainerContract, 'train'>,
  { engine, choice }: ChosenEngine,
  dataset: Dataset,
  { control, live }: RunHandle,
  emit: Emit,
  signal: AbortSignal,
): Promise<RunEnd> {
  const { configuration } = params;
  const split = splitRows(dataset.count, configuration.validationCount, configuration.seed);
  const epochSteps = stepsPerEpoch(split.train.length, configuration.batchSize);
  const created = new Date();
  const { id, folder } = await createRunFolder(params.runsFolder, created, configuration.model, configuration.recipe);
  const run: RunFile = {
    version: 1,
    id,
    created: created.toISOString(),
    status: 'training',
    dataset: { name: mnist.name, hash: mnist.hash },
    engine: { id: choice.id, description: choice.description, probe: choice.probe },
    configuration,
  };
  const recorder = new RunRecorder(folder, run, params.keepCheckpoints);
  let model: Model | undefined;
  try {
    model = compile(engine, configuration, dataset);
    live.begin(model, run);
    emit('runStarted', { run, folder, stepsPerEpoch: epochSteps });
    const end = await trainAndSave(model);
    await recorder.end(end.phase, end.problem).catch((error: unknown) => emit('unsaved', { problem: String(error) }));
    return end;
  } catch (error) {
    // A folder that holds nothing would be listed as a broken run; one that holds a checkpoint is never removed.
    if (recorder.hasSaved) await recorder.end('failed', String(error)).catch(() => undefined);
    else await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    live.end();
    model?.dispose();
  }

  async function trainAndSave(model: Model): Promise<RunEnd> {
    const saver = new BackgroundSaver(recorder, {
      saved: (saved) => emit('checkpoint', saved),
      unsaved: (problem) => emit('unsaved', { problem }),
    });
    const meter = new ProgressMeter(split.train.length * totalEpochs(configuration));
    const reporter = new StepReporter((steps) => emit('steps', steps));
    let steps: StepResult[] = [];
    const state = (position: RunState['position'], record: EpochRecord | undefined): RunState => {
      const since = steps;
      steps = [];
      return { position, stateDict: model.readStateDict(), slots: model.readSlots(), steps: since, record };
    };

    const observer: TrainingObserver = {
      stepEnded(result, { epoch, step }) {
        steps.push(result);
        live.moved(step === epochSteps ? { epoch: epoch + 1, step: 0 } : { epoch, step });
        const rows = Math.min(configuration.batchSize, split.train.length - (step - 1) * configuration.batchSize);
        reporter.add(result.loss, result.correct / rows);
        const progress = meter.add(rows);
        if (!progress) return;
        reporter.flush();
        emit('progress', { epoch, step, ...progress });
      },
      async epochEnded(record) {
        const ended = state({ epoch: record.epoch, step: 0 }, record);
        reporter.flush();
        emit('epoch', record);
        if (record.epoch === 0) await saveFirst(recorder, ended, emit);
        else await saver.save(ended);
      },
      async held(position) {
        reporter.flush();
        await saver.saveLast(position.step > 0 ? state(position, undefined) : undefined);
        emit('paused', position);
      },
      released() {
        meter.restart();
        emit('resumed', null);
      },
      async intervened(intervention) {
        await saver.recordIntervention(intervention);
        emit('intervened', intervention);
      },
    };

    try {
      const task = { configuration, split, labels: dataset.labels };
      const position = await fit(model, task, observer, control, new TimeSlice(sliceMs), signal);
      reporter.flush();
      const problem = await saver.saveLast(position.step > 0 ? state(position, undefined) : undefined);
      const complete = position.epoch === totalEpochs(configuration);
      return { phase: complete ? 'finished' : phaseAfterAbort(signal), problem };
    } catch (error) {
      // What the step left behind may not be numbers.
      live.end();
      reporter.flush();
      await saver.saveLast(undefined);
      if (error instanceof UserError && error.code === 'diverged') return { phase: 'failed', problem: error.message };
      throw error;
    }
  }
}

/** The untrained model is saved before the first step: where that fails, nothing could be kept, so nothing is trained. */
async function saveFirst(recorder: RunRecorder, state: RunState, emit: Emit): Promise<void> {
  emit('checkpoint', await recorder.save(state, { sync: true }));
}

function phaseAfterAbort(signal: AbortSignal): RunEnd['phase'] {
  return signal.reason instanceof PortClosedError ? 'interrupted' : 'stopped';
}

function compile(engine: Engine, configuration: RunConfiguration, dataset: Dataset): Model {
  const { layers, seed, batchSize, optimizer } = configuration;
  const model = engine.compile({
    layers,
    optimizer,
    loss: { kind: 'crossEntropy' },
    seed,
    maxRows: Math.max(batchSize, evaluationRows),
    dataset,
  });
  model.writeStateDict(initialStateDict(layers, seed));
  return model;
}
