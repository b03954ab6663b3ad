import { join } from 'node:path';
import type { RunConfiguration } from '../core/configuration';
import type { Dataset, DatasetFile } from '../core/dataset';
import type { Checkpoint } from '../core/formats/checkpoint';
import type { Pace } from '../core/run';
import { UserError } from '../core/userError';
import { readMnist } from '../node/mnistFolder';
import type { Handlers } from '../protocol/server';
import type { EngineChoice } from '../protocol/schemas';
import type { EngineReport, TrainerContract, Weights } from '../protocol/trainerContract';
import { bendingStarter, type StartBending } from './bendingThread';
import { CheckpointReader } from './checkpointReader';
import { collectGarbage } from './collectGarbage';
import { chooseEngine, openTensorflow, openWasm, type ChosenEngine, type Installation } from './engineChoice';
import { measureEpochMs } from './epochTime';
import { importRun } from './importRun';
import { Inference } from './inference';
import { searchLearningRate } from './learningRateSearch';
import { LiveWeights } from './liveWeights';
import { createRun } from './newRun';
import { createReadingCalls } from './readingCalls';
import { RunControl } from './runControl';
import type { Emit, RunHandle } from './runEnvironment';
import { executeRun } from './runExecution';
import type { RunStart } from './runStart';
import { openStoredRun } from './storedRun';

interface Opened extends ChosenEngine {
  readonly inference: Inference;
  readonly startBending: StartBending | undefined;
}

/** At most so much of the work within a long epoch is lost in a crash. */
const defaultSaveIntervalMs = 30_000;

/** What the process does for its host: answers to the calls of the contract, on one engine and at most one run. */
export function createTrainer(installation: Installation, emit: Emit, saveIntervalMs = defaultSaveIntervalMs): Handlers<TrainerContract> {
  const datasets = new Map<DatasetFile, Promise<Dataset>>();
  let opened: Opened | undefined;
  let run: RunHandle | undefined;
  let isSearching = false;
  const checkpoints = new CheckpointReader();
  const loadingTensorflow = (folder: string) => emit('loadingTensorflow', { folder });

  return {
    open(request) {
      opened?.inference.dispose();
      const chosen = chooseEngine(request, installation, loadingTensorflow);
      opened = { ...chosen, inference: new Inference(chosen.engine), startBending: bendingStarter(installation.folder, request.threads) };
      return chosen.choice;
    },

    train: (params, signal) => train((choice) => createRun(params, choice), params, signal),

    importRun: async (params, signal) => ({ run: await importRun(params, requireEngine(), await dataset('train'), signal) }),

    continueRun: (params, signal) => train((choice) => openStoredRun(params, choice), params, signal),

    findLearningRate: ({ configuration }, signal) => findLearningRate(configuration, signal),

    pause() {
      run?.control.pause();
      return null;
    },

    resume({ until }) {
      run?.control.resume(until);
      return null;
    },

    setPace({ pace }) {
      run?.control.setPace(pace);
      return null;
    },

    setLearningRate({ learningRate }) {
      run?.control.setLearningRate(learningRate);
      return null;
    },

    ...createReadingCalls({ weights, model: (weights) => requireEngine().inference.modelWith(weights), dataset }),

    async inspect({ id, candidates }): Promise<EngineReport> {
      try {
        const { engine, folder } = id === 'wasm' ? { ...openWasm(installation, 0, ''), folder: undefined } : openTensorflow({ candidates, crashed: false }, loadingTensorflow);
        return { id, folder, description: engine.description, epochMs: measureEpochMs(engine, await dataset('train')) };
      } catch (error) {
        if (error instanceof UserError) return { id, problem: error.message };
        throw error;
      }
    },
  };

  async function train(begin: (choice: EngineChoice) => Promise<RunStart>, { pace, keepCheckpoints }: { pace: Pace; keepCheckpoints: number }, signal: AbortSignal) {
    requireIdle();
    run = { control: new RunControl(pace), live: new LiveWeights() };
    try {
      const { engine, choice, startBending } = requireEngine();
      const environment = { ...run, engine, startBending, dataset: await dataset('train'), keepCheckpoints, saveIntervalMs, emit };
      return await executeRun(await begin(choice), environment, signal);
    } finally {
      run = undefined;
      // The answer goes first.
      setImmediate(collectGarbage);
    }
  }

  async function findLearningRate(configuration: RunConfiguration, signal: AbortSignal): Promise<number[] | null> {
    requireIdle();
    isSearching = true;
    try {
      const { engine } = requireEngine();
      const losses = await searchLearningRate(configuration, { engine, dataset: await dataset('train') }, (soFar) => emit('searchLosses', { losses: [...soFar] }), signal);
      return losses ?? null;
    } finally {
      isSearching = false;
      setImmediate(collectGarbage);
    }
  }

  /** A run and a search each take all of the processor and much memory: there is one at a time. */
  function requireIdle(): void {
    if (run) throw new UserError('already-training', 'A run is going on. Stop it first, or wait for its end.');
    if (isSearching) throw new UserError('already-searching', 'A learning rate is being searched for. Stop that first, or wait for its end.');
  }

  function requireEngine(): Opened {
    if (!opened) throw new Error('no engine was opened');
    return opened;
  }

  /** Read once and kept; a failure is not kept, so that a mended installation works without a restart. */
  function dataset(half: DatasetFile): Promise<Dataset> {
    const known = datasets.get(half);
    if (known) return known;
    const reading = readMnist(join(installation.folder, 'dataset'), half);
    datasets.set(half, reading);
    // Unpacking leaves tens of megabytes that nothing holds.
    reading.then(collectGarbage, () => datasets.delete(half));
    return reading;
  }

  async function weights(reference: Weights): Promise<Checkpoint> {
    if (reference.kind === 'checkpoint') return checkpoints.read(reference.file, reference.model);
    const live = run?.live.take();
    if (!live) throw new UserError('no-live-weights', 'No run is going on, so there are no live weights. Start training, or choose a checkpoint.');
    return live;
  }
}
