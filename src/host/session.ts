import type { Continuation, RunConfiguration } from '../core/configuration';
import type { DatasetFile } from '../core/dataset';
import { lastEngine, type RunFile } from '../core/formats/runFile';
import type { LayerList } from '../core/layers';
import { applyEvent, startRun, type Pace, type RunEvent, type RunSnapshot, type Until } from '../core/run';
import { StepSeries, type Steps } from '../core/stepSeries';
import { UserError } from '../core/userError';
import type { CallName, Params, Result } from '../protocol/contract';
import { PortClosedError } from '../protocol/port';
import type { EngineChoice } from '../protocol/schemas';
import type { EngineReport, EvaluationSplit, Prediction, TrainerContract, Weights } from '../protocol/trainerContract';
import type { Log } from './log';
import { readRun } from './runStore';
import { describeCrash } from './trainerCrash';
import type { LaunchTrainer } from './trainerProcess';
import { TrainerSupervisor, type EngineSettings, type OpenTrainer } from './trainerSupervisor';

/** The trainer and its run, as they are now. */
export interface SessionSnapshot {
  readonly activity: 'idle' | 'starting' | 'training' | 'stopping';
  readonly engine: EngineChoice | undefined;
  /** The run that goes on, or the last one of this session. */
  readonly run: RunSnapshot | undefined;
}

/** How a run is computed, kept and shown. */
export interface RunRequest {
  readonly keepCheckpoints: number;
  readonly engine: EngineSettings;
  readonly pace: Pace;
}

export interface TrainRequest extends RunRequest {
  readonly configuration: RunConfiguration;
  readonly runsFolder: string;
  /** The file of a checkpoint of the same model, with whose weights the run begins. */
  readonly parent?: string | undefined;
}

/** A run that ended or was interrupted is resumed to its end; a finished one is trained on for `epochs` more. */
export interface ResumeRequest extends RunRequest, Continuation {
  /** The run's own. */
  readonly folder: string;
  /** Whether the engine that the settings ask for may take over, where it is another than the run's. */
  readonly inexact: boolean;
}

type RunEnd = Result<TrainerContract, 'train'>;

/** One user's lab: the trainer, its run, and the one snapshot of both. Extension and terminal program each have one. */
export class Session {
  private readonly supervisor: TrainerSupervisor;
  private readonly listeners = new Set<(snapshot: SessionSnapshot, event: RunEvent | undefined) => void>();
  private readonly stepListeners = new Set<(steps: Steps) => void>();
  private state: SessionSnapshot = { activity: 'idle', engine: undefined, run: undefined };
  private series = new StepSeries();
  private training: AbortController | undefined;
  /** The trainer of the run that goes on. */
  private running: OpenTrainer | undefined;

  constructor(
    launch: LaunchTrainer,
    private readonly log: Log,
  ) {
    this.supervisor = new TrainerSupervisor(launch, log, {
      runStarted: (started) => {
        this.series = new StepSeries();
        if (started.resumed) this.series.append(started.resumed.steps);
        for (const repair of started.resumed?.repairs ?? []) this.log.warn(`${started.run.id}: ${repair}`);
        this.update({ activity: this.training?.signal.aborted ? 'stopping' : 'training', run: startRun(started) });
      },
      steps: (steps) => {
        this.series.append(steps);
        for (const listener of this.stepListeners) listener(steps);
      },
      progress: (progress) => this.apply({ kind: 'progress', ...progress }),
      epoch: (record) => this.apply({ kind: 'epoch', record }),
      checkpoint: (saved) => this.apply({ kind: 'checkpoint', ...saved }),
      paused: (position) => this.apply({ kind: 'paused', ...position }),
      resumed: () => this.apply({ kind: 'resumed' }),
      intervened: (intervention) => this.apply({ kind: 'intervened', intervention }),
      unsaved: ({ problem }) => this.apply({ kind: 'unsaved', problem }),
    });
  }

  get snapshot(): SessionSnapshot {
    return this.state;
  }

  /** Every step of the snapshot's run; another object for every run. */
  get steps(): StepSeries {
    return this.series;
  }

  /** Calls back with the steps that were added, at most ten times a second, until the returned function is called. */
  onSteps(listener: (steps: Steps) => void): () => void {
    this.stepListeners.add(listener);
    return () => void this.stepListeners.delete(listener);
  }

  /** Calls back after every change, with the event of the run that made it, until the returned function is called. */
  onChange(listener: (snapshot: SessionSnapshot, event: RunEvent | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Trains to the end, or until `stop`. Returns the run as it ended, `undefined` where it was stopped before it began.
   * Throws a `UserError` where a run goes on already, or where it cannot begin.
   */
  train({ configuration, runsFolder, parent, engine, keepCheckpoints, pace }: TrainRequest): Promise<RunSnapshot | undefined> {
    const params = { configuration, runsFolder, keepCheckpoints, pace, ...(parent === undefined ? {} : { parent }) };
    return this.runToEnd(
      () => this.open(engine, configuration.layers),
      ({ client }, signal) => client.call('train', params, signal),
    );
  }

  /**
   * Goes on with a stored run from its last checkpoint, on the engine that it was computed on, so that it learns what it
   * would have learned uninterrupted. Returns and throws as `train`, and throws a `UserError` with the code
   * `engine-differs` where that engine is not here: `inexact` then lets another one take over, and the run says so.
   */
  resumeRun({ folder, inexact, epochs, learningRate, engine, keepCheckpoints, pace }: ResumeRequest): Promise<RunSnapshot | undefined> {
    const params = { folder, inexact, epochs, learningRate, keepCheckpoints, pace };
    return this.runToEnd(
      async () => {
        const { run } = await readRun(folder);
        return inexact ? this.open(engine, run.configuration.layers) : this.openEngineOf(run, engine);
      },
      ({ client }, signal) => client.call('continueRun', params, signal),
    );
  }

  /** Asks the run to stop: it does so within a step, saves, and `train` returns. Without a run, without effect. */
  stop(): void {
    if (!this.training) return;
    this.training.abort();
    this.update({ activity: 'stopping' });
  }

  /** Holds the run before its next step; the snapshot says when it does, with what it learned saved. */
  async pause(): Promise<void> {
    await this.steer((client) => client.call('pause', null));
  }

  /** Lets a held run go on: for one batch, to the end of the epoch, or to its end. */
  async resume(until: Until): Promise<void> {
    await this.steer((client) => client.call('resume', { until }));
  }

  async setPace(pace: Pace): Promise<void> {
    await this.steer((client) => client.call('setPace', { pace }));
  }

  /** Changes the learning rate from the next step on; it becomes part of the run's configuration. */
  async setLearningRate(learningRate: number): Promise<void> {
    await this.steer((client) => client.call('setLearningRate', { learningRate }));
  }

  /** Starts the trainer with an engine, and says which it is. */
  async openEngine(engine: EngineSettings): Promise<EngineChoice> {
    return (await this.open(engine)).choice;
  }

  /**
   * Keeps a file of weights as a new, finished run of no epochs, which `configuration` would train on; returns its id. A run
   * that goes on is not disturbed. Throws a `UserError` where the weights are not of the configuration's model.
   */
  async importRun(configuration: RunConfiguration, runsFolder: string, file: string, engine: EngineSettings): Promise<string> {
    return (await this.ask('importRun', { configuration, runsFolder, file }, engine)).run;
  }

  /** `seed` says which rows are the validation split of weights that do not say so themselves. */
  evaluate(weights: Weights, split: EvaluationSplit, engine: EngineSettings, seed?: number): Promise<Result<TrainerContract, 'evaluate'>> {
    return this.ask('evaluate', { weights, split, seed }, engine);
  }

  /** Reads an image of the test set. */
  predict(weights: Weights, testIndex: number, engine: EngineSettings): Promise<Prediction> {
    return this.ask('predict', { weights, testIndex }, engine);
  }

  /** Probabilities `[n, 10]` of images `[n, 784]`, and where in their run the weights are. */
  read(weights: Weights, images: Uint8Array, engine: EngineSettings): Promise<Result<TrainerContract, 'read'>> {
    return this.ask('read', { weights, images }, engine);
  }

  /** Why a linear model reads what it reads in an image `[784]`; null for other models. */
  explain(weights: Weights, image: Uint8Array, engine: EngineSettings): Promise<Result<TrainerContract, 'explain'>> {
    return this.ask('explain', { weights, image }, engine);
  }

  /** Reads rows of the dataset, at most 10,000. */
  classify(weights: Weights, file: DatasetFile, rows: Int32Array, engine: EngineSettings): Promise<Result<TrainerContract, 'classify'>> {
    return this.ask('classify', { weights, file, rows }, engine);
  }

  /** Images `[n, 784]` of the dataset, at most 256. */
  images(file: DatasetFile, rows: Int32Array, engine: EngineSettings): Promise<Uint8Array> {
    return this.ask('images', { file, rows }, engine);
  }

  /** Every label of a file of the dataset. */
  labels(file: DatasetFile, engine: EngineSettings): Promise<Uint8Array> {
    return this.ask('labels', { file }, engine);
  }

  /** Loads, tests and times one engine. A trainer that dies of it is the report, not an error. */
  async inspect(id: EngineReport['id'], settings: EngineSettings): Promise<EngineReport> {
    const trainer = await this.open({ ...settings, preference: 'wasm' });
    try {
      return await trainer.client.call('inspect', { id, candidates: [...settings.candidates] });
    } catch (error) {
      if (!(error instanceof PortClosedError)) throw error;
      return { id, problem: `It ends the process that loads it: ${trainer.ending() ?? 'for no known reason'}.` };
    }
  }

  dispose(): void {
    this.listeners.clear();
    this.stepListeners.clear();
    this.supervisor.close();
  }

  /** A call to the trainer of the run that goes on. Without a run, without effect. */
  private async steer(call: (client: OpenTrainer['client']) => Promise<null>): Promise<void> {
    if (this.running) await answer(this.running, call(this.running.client));
  }

  private async ask<Name extends CallName<TrainerContract>>(name: Name, params: Params<TrainerContract, Name>, engine: EngineSettings): Promise<Result<TrainerContract, Name>> {
    const trainer = await this.open(engine);
    return answer(trainer, trainer.client.call(name, params));
  }

  /** `layers` are those that are to be trained, if any. */
  private async open(settings: EngineSettings, layers?: LayerList): Promise<OpenTrainer> {
    // A run goes on with the engine it began with; changed settings take effect after it.
    if (this.running) return this.running;
    const trainer = await this.supervisor.open(settings, layers);
    if (trainer.choice !== this.state.engine) this.update({ engine: trainer.choice });
    return trainer;
  }

  private async openEngineOf(run: RunFile, settings: EngineSettings): Promise<OpenTrainer> {
    const { layers } = run.configuration;
    const { id, description, threads = settings.threads } = lastEngine(run);
    // Where the settings lead to that engine anyway, the trainer that has it goes on, with the dataset that it has read.
    if (this.state.engine?.id === id) {
      const trainer = await this.open({ ...settings, threads }, layers);
      if (trainer.choice.id === id) return trainer;
    }
    try {
      return await this.open({ ...settings, preference: id, threads }, layers);
    } catch (error) {
      if (!(error instanceof UserError) || id === 'wasm') throw error;
      throw new UserError('engine-differs', `The run ${run.id} was computed on ${description}, which cannot be had here: ${error.message} Or let it go on inexactly, on another engine.`, { cause: error });
    }
  }

  private async runToEnd(openTrainer: () => Promise<OpenTrainer>, call: (trainer: OpenTrainer, signal: AbortSignal) => Promise<RunEnd>): Promise<RunSnapshot | undefined> {
    if (this.training) throw new UserError('already-training', 'A run is going on. Stop it first, or wait for its end.');
    const controller = new AbortController();
    this.training = controller;
    this.update({ activity: 'starting', run: undefined });
    try {
      const trainer = await openTrainer();
      if (controller.signal.aborted) return undefined;
      this.running = trainer;
      const end = await this.endOf(trainer, () => call(trainer, controller.signal));
      this.apply({ kind: 'ended', ...end });
      return this.state.run;
    } finally {
      this.training = undefined;
      this.running = undefined;
      this.update({ activity: 'idle' });
    }
  }

  private async endOf(trainer: OpenTrainer, call: () => Promise<RunEnd>): Promise<RunEnd> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!this.state.run) throw error instanceof PortClosedError ? endedEarly(trainer) : error;
      if (error instanceof PortClosedError) {
        const { problem, saved } = await describeCrash(this.state.run, trainer.ending());
        if (saved) this.apply(saved);
        return { phase: 'interrupted', problem };
      }
      if (!(error instanceof UserError)) this.log.error(error.stack ?? error.message);
      return { phase: 'failed', problem: error.message };
    }
  }

  private apply(event: RunEvent): void {
    const { run } = this.state;
    if (run) this.update({ run: applyEvent(run, event) }, event);
  }

  private update(changes: Partial<SessionSnapshot>, event?: RunEvent): void {
    this.state = { ...this.state, ...changes };
    for (const listener of this.listeners) listener(this.state, event);
  }
}

/** The answer to a call, or a `UserError` where the process ended before it came. */
async function answer<T>(trainer: OpenTrainer, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof PortClosedError ? endedEarly(trainer) : error;
  }
}

function endedEarly(trainer: OpenTrainer): UserError {
  return new UserError('trainer-ended', `The trainer process ended before it answered: ${trainer.ending() ?? 'for no known reason'}. Try again.`);
}
