import { join } from 'node:path';
import { imageAt, mnist, type Dataset, type DatasetFile } from '../core/dataset';
import { mostProbable, type Evaluation } from '../core/metrics';
import { recipes } from '../core/recipes';
import { splitRows } from '../core/split';
import { UserError } from '../core/userError';
import { readMnist } from '../node/mnistFolder';
import type { Params } from '../protocol/contract';
import type { Handlers } from '../protocol/server';
import type { EngineReport, Prediction, TrainerContract } from '../protocol/trainerContract';
import { chooseEngine, openTensorflow, openWasm, type ChosenEngine, type Installation } from './engineChoice';
import { measureEpochMs } from './epochTime';
import { evaluateImages, predictImages } from './evaluation';
import { Inference } from './inference';
import { RunControl } from './runControl';
import { executeRun, type Emit } from './runExecution';
import { sliceMs, TimeSlice } from './timeSlice';

/** What the process does for its host: answers to the calls of the contract, on one engine and at most one run. */
export function createTrainer(installation: Installation, emit: Emit): Handlers<TrainerContract> {
  const datasets = new Map<DatasetFile, Promise<Dataset>>();
  let opened: (ChosenEngine & { inference: Inference }) | undefined;
  let control: RunControl | undefined;
  const loadingTensorflow = (folder: string) => emit('loadingTensorflow', { folder });

  return {
    open(request) {
      opened?.inference.dispose();
      const chosen = chooseEngine(request, installation, loadingTensorflow);
      opened = { ...chosen, inference: new Inference(chosen.engine) };
      return chosen.choice;
    },

    async train(params, signal) {
      if (control) throw new UserError('already-training', 'A run is going on. Stop it first, or wait for its end.');
      control = new RunControl(params.pace);
      try {
        const { engine, choice } = requireEngine();
        return await executeRun(params, engine, choice, await dataset('train'), control, emit, signal);
      } finally {
        control = undefined;
      }
    },

    pause() {
      control?.pause();
      return null;
    },

    resume({ until }) {
      control?.resume(until);
      return null;
    },

    setPace({ pace }) {
      control?.setPace(pace);
      return null;
    },

    setLearningRate({ learningRate }) {
      control?.setLearningRate(learningRate);
      return null;
    },

    evaluate: (params) => (params.split === 'test' ? evaluateTest(params) : evaluateValidation(params)),

    predict({ checkpoint, testIndex }): Promise<Prediction> {
      return requireEngine().inference.use(checkpoint, async (model) => {
        const test = await dataset('test');
        const label = test.labels[testIndex];
        if (label === undefined) {
          throw new UserError('index', `There is no test image ${testIndex}. Choose an index from 0 to ${test.count - 1}.`);
        }
        const probabilities = [...model.predict(imageAt(test, testIndex))];
        return { digit: mostProbable(probabilities), probabilities, label };
      });
    },

    read: ({ checkpoint, images }) => requireEngine().inference.use(checkpoint, (model) => predictImages(model, images, new TimeSlice(sliceMs))),

    async inspect({ id, candidates }): Promise<EngineReport> {
      try {
        const request = { preference: id, candidates, crashed: false };
        const { engine, folder } = id === 'wasm' ? { ...openWasm(installation, ''), folder: undefined } : openTensorflow(request, loadingTensorflow);
        return { id, folder, description: engine.description, epochMs: measureEpochMs(engine, await dataset('train')) };
      } catch (error) {
        if (error instanceof UserError) return { id, problem: error.message };
        throw error;
      }
    },
  };

  function requireEngine(): ChosenEngine & { inference: Inference } {
    if (!opened) throw new Error('no engine was opened');
    return opened;
  }

  /** Read once and kept; a failure is not kept, so that a mended installation works without a restart. */
  function dataset(half: DatasetFile): Promise<Dataset> {
    const known = datasets.get(half);
    if (known) return known;
    const reading = readMnist(join(installation.folder, 'dataset'), half);
    datasets.set(half, reading);
    reading.catch(() => datasets.delete(half));
    return reading;
  }

  async function evaluateTest({ checkpoint }: Params<TrainerContract, 'evaluate'>): Promise<Evaluation> {
    const test = await dataset('test');
    return requireEngine().inference.use(checkpoint, (model) => evaluateImages(model, test, new TimeSlice(sliceMs)));
  }

  async function evaluateValidation({ checkpoint, seed }: Params<TrainerContract, 'evaluate'>): Promise<Evaluation> {
    const train = await dataset('train');
    return requireEngine().inference.use(checkpoint, (model, { origin }) => {
      const splitSeed = seed ?? origin?.seed;
      if (splitSeed === undefined) {
        throw new UserError('seed-unknown', `${checkpoint} does not say which images it was validated on. Give the run's seed with --seed.`);
      }
      if (origin && origin.dataset !== mnist.hash) {
        throw new UserError(
          'dataset-other',
          `${checkpoint} was trained on another dataset than MNIST: its validation images are not here. Evaluate it on the test images.`,
        );
      }
      const { validation } = splitRows(train.count, recipes.notebook.configuration.validationCount, splitSeed);
      return evaluateImages(model, train, new TimeSlice(sliceMs), validation);
    });
  }
}
