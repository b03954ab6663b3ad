import type { RunConfiguration } from '../core/configuration';
import type { Evaluation } from '../core/metrics';
import { applyEvent, startRun, type Pace, type RunEvent, type RunSnapshot, type Until } from '../core/run';
import { UserError } from '../core/userError';
import type { Params } from '../protocol/contract';
import { PortClosedError } from '../protocol/port';
import type { EngineChoice } from '../protocol/schemas';
import type { EngineReport, EvaluationSplit, Prediction, TrainerContract, Weights } from '../protocol/trainerContract';
import type { Log } from './log';
import { checkpointFile, readRun } from './runStore';
import type { LaunchTrainer } from './trainerProcess';
import { TrainerSupervisor, type EngineSettings, type OpenTrainer } from './trainerSupervisor';

/** A checkpoint that Evaluate and Predict use. */
export interface LoadedModel {
  readonly run: string;
  readonly epoch: number;
  readonly file: string;
}

/** All that views show. */
export interface SessionSnapshot {
  readonly activity: 'idle' | 'starting' | 'training' | 'stopping';
  readonly engine: EngineChoice | undefined;
  /** The run that goes on, or the last one of this session. */
  readonly run: RunSnapshot | undefined;
  readonly model: LoadedModel | undefined;
  /** What the last evaluation on the test set found, and of which model. */
  readonly test: { readonly model: LoadedModel; readonly evaluation: Evaluation } | undefined;
}

export interface TrainRequest {
  readonly configuration: RunConfiguration;
  readonly runsFolder: string;
  readonly keepCheckpoints: number;
  readonly engine: EngineSettings;
  readonly pace: Pace;
}

/** One user's lab: the trainer, its run, and the one snapshot of both. Extension and terminal program each have one. */
export class Session {
  private readonly supervisor: TrainerSupervisor;
  private readonly listeners = new Set<(snapshot: SessionSnapshot, event: RunEvent | undefined) => void>();
  private state: SessionSnapshot = { activity: 'idle', engine: undefined, run: undefined, model: undefined, test: undefined };
  private training: AbortController | undefined;
  /** The trainer of the run that goes on. */
  private running: OpenTrainer | undefined;

  constructor(
    launch: LaunchTrainer,
    private readonly log: Log,
  ) {
    this.supervisor = new TrainerSupervisor(launch, log, {
      runStarted: (started) => this.update({ activity: this.training?.signal.aborted ? 'stopping' : 'training', run: startRun(started) }),
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

  /** Calls back after every change, with the event of the run that made it, until the returned function is called. */
  onChange(listener: (snapshot: SessionSnapshot, event: RunEvent | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Trains to the end, or until `stop`. Returns the run as it ended, `undefined` where it was stopped before it began.
   * Throws a `UserError` where a run goes on already, or where it cannot begin.
   */
  async train({ configuration, runsFolder, keepCheckpoints, engine, pace }: TrainRequest): Promise<RunSnapshot | undefined> {
    if (this.training) throw new UserError('already-training', 'A run is going on. Stop it first, or wait for its end.');
    const controller = new AbortController();
    this.training = controller;
    this.update({ activity: 'starting', run: undefined });
    try {
      const trainer = await this.open(engine);
      if (controller.signal.aborted) return undefined;
      this.running = trainer;
      const end = await this.runToEnd(trainer, { configuration, runsFolder, keepCheckpoints, pace }, controller.signal);
      this.apply({ kind: 'ended', ...end });
      return this.state.run;
    } finally {
      this.training = undefined;
      this.running = undefined;
      this.update({ activity: 'idle' });
    }
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

  /** Shows a run of an earlier session and loads its last checkpoint. Without effect once this session has a run. */
  restore(run: RunSnapshot): void {
    if (this.training || this.state.run) return;
    this.update({ run, model: run.last && modelOf(run, run.last) });
  }

  /** Starts the trainer with an engine, and says which it is. */
  async openEngine(engine: EngineSettings): Promise<EngineChoice> {
    return (await this.open(engine)).choice;
  }

  async evaluate(model: LoadedModel, split: EvaluationSplit, engine: EngineSettings, seed?: number): Promise<Evaluation> {
    const trainer = await this.open(engine);
    const { evaluation } = await answer(trainer, trainer.client.call('evaluate', { weights: weightsOf(model), split, seed }));
    if (split === 'test') this.update({ test: { model, evaluation } });
    return evaluation;
  }

  /** Reads an image of the test set. */
  async predict(model: LoadedModel, testIndex: number, engine: EngineSettings): Promise<Prediction> {
    const trainer = await this.open(engine);
    return answer(trainer, trainer.client.call('predict', { weights: weightsOf(model), testIndex }));
  }

  /** Probabilities `[n, 10]` of images `[n, 784]`. */
  async read(model: LoadedModel, images: Uint8Array, engine: EngineSettings): Promise<Float32Array> {
    const trainer = await this.open(engine);
    const { probabilities } = await answer(trainer, trainer.client.call('read', { weights: weightsOf(model), images }));
    return probabilities;
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
    this.supervisor.close();
  }

  /** A call to the trainer of the run that goes on. Without a run, without effect. */
  private async steer(call: (client: OpenTrainer['client']) => Promise<null>): Promise<void> {
    if (this.running) await answer(this.running, call(this.running.client));
  }

  private async open(settings: EngineSettings): Promise<OpenTrainer> {
    // A run goes on with the engine it began with; changed settings take effect after it.
    if (this.running) return this.running;
    const trainer = await this.supervisor.open(settings);
    this.update({ engine: trainer.choice });
    return trainer;
  }

  private async runToEnd(trainer: OpenTrainer, params: Params<TrainerContract, 'train'>, signal: AbortSignal) {
    try {
      return await trainer.client.call('train', params, signal);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!this.state.run) throw error instanceof PortClosedError ? endedEarly(trainer) : error;
      if (error instanceof PortClosedError) return { phase: 'failed' as const, problem: await this.describeCrash(this.state.run, trainer.ending()) };
      if (!(error instanceof UserError)) this.log.error(error.stack ?? error.message);
      return { phase: 'failed' as const, problem: error.message };
    }
  }

  /** The process may have saved what it could no longer tell of: the disk knows. */
  private async describeCrash({ folder, epoch, last }: RunSnapshot, ending = 'for no known reason'): Promise<string> {
    const stored = await readRun(folder).catch(() => undefined);
    const kept = stored?.run.last;
    if (kept && kept.name !== last?.name) this.apply({ kind: 'checkpoint', checkpoint: kept, isBest: kept.name === stored.run.best?.name, removed: [] });
    const sentence = kept ? ` Its checkpoint of epoch ${kept.epoch} is kept.` : '';
    return `The trainer process ended in epoch ${epoch + 1}: ${ending}.${sentence}`;
  }

  private apply(event: RunEvent): void {
    const { run } = this.state;
    if (!run) return;
    const next = applyEvent(run, event);
    this.update({ run: next, ...(event.kind === 'checkpoint' ? { model: modelOf(next, event.checkpoint) } : {}) }, event);
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

function modelOf(run: RunSnapshot, { name, epoch }: { name: string; epoch: number }): LoadedModel {
  return { run: run.run.id, epoch, file: checkpointFile(run.folder, name) };
}

function weightsOf({ file }: LoadedModel): Weights {
  return { kind: 'checkpoint', file };
}
