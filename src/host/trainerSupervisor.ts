import type { LayerList } from '../core/layers';
import { UserError } from '../core/userError';
import { Client } from '../protocol/client';
import { PortClosedError } from '../protocol/port';
import type { EngineChoice } from '../protocol/schemas';
import { trainerContract, type EnginePreference, type TensorflowCandidate, type TrainerContract } from '../protocol/trainerContract';
import type { EventData, EventName } from '../protocol/contract';
import type { Log } from './log';
import type { LaunchTrainer, TrainerProcess } from './trainerProcess';
import { threadsFor } from './trainerThreads';

const crashBudget = 5;
const crashWindowMs = 60_000;

export interface EngineSettings {
  readonly preference: EnginePreference;
  readonly candidates: readonly TensorflowCandidate[];
  /** Threads of the engine; 0 leaves the choice to it and to the model that is to be trained. */
  readonly threads: number;
}

export type TrainerListeners = { [Name in EventName<TrainerContract>]?: (data: EventData<TrainerContract, Name>) => void };

export interface OpenTrainer {
  readonly client: Client<TrainerContract>;
  readonly choice: EngineChoice;
  /** How the process ended, as a clause; `undefined` while it runs. */
  ending(): string | undefined;
}

interface Running {
  readonly process: TrainerProcess;
  /** The settings without threads. */
  readonly settings: string;
  /** What was asked for; 0 for no wish. */
  readonly asked: number;
  /** Those that TensorFlow has here. */
  readonly threads: number;
  /** Once it is known. */
  engine: EngineChoice['id'] | undefined;
  readonly opened: Promise<OpenTrainer>;
}

/**
 * Keeps at most one trainer process, with the engine that the settings ask for. It is started when first needed, and again
 * when needed after it ended. Five crashes in a minute are the end of that, until the program starts anew.
 */
export class TrainerSupervisor {
  private running: Running | undefined;
  private tensorflowCrashed = false;
  private crashes: number[] = [];

  constructor(
    private readonly launch: LaunchTrainer,
    private readonly log: Log,
    private readonly listeners: TrainerListeners,
  ) {}

  /**
   * `layers` are those that are to be trained, if any. TensorFlow takes its threads from the environment of its process, which
   * is started anew where another number is needed; a process that only reads may have any.
   * Throws a `UserError` where the engine that is asked for cannot be had, or the process crashes again and again.
   */
  async open(settings: EngineSettings, layers?: LayerList): Promise<OpenTrainer> {
    const { running } = this;
    const key = JSON.stringify({ ...settings, threads: undefined });
    const asked = settings.threads;
    const wanted = asked || (layers ? threadsFor(layers) : 0);
    const hasThreads = running?.engine === 'wasm' ? asked === running.asked : wanted === 0 || wanted === running?.threads;
    if (running?.settings === key && hasThreads) return running.opened;
    this.close();
    this.running = this.start(settings, key, { asked, threads: wanted || 1 });
    return this.running.opened;
  }

  /** Ends the process. A run that is going on saves first, as it does whenever its host is gone. */
  close(): void {
    const ended = this.running;
    this.running = undefined;
    ended?.process.end();
  }

  private start(settings: EngineSettings, key: string, { asked, threads }: Pick<Running, 'asked' | 'threads'>): Running {
    this.checkCrashBudget();
    const process = this.launch({ threads });
    let loadingTensorflow = false;
    const listeners: TrainerListeners = {
      ...this.listeners,
      loadingTensorflow: ({ folder }) => {
        loadingTensorflow = true;
        this.log.info(`Loading TensorFlow from ${folder}`);
      },
    };
    const client = new Client<TrainerContract>(process, trainerContract, listeners, (problem) => this.log.warn(`Trainer: ${problem}`));
    process.onOutput((line) => this.log.info(`trainer: ${line}`));
    const open = async (): Promise<OpenTrainer> => {
      try {
        const { preference, candidates } = settings;
        const choice = await client.call('open', { preference, candidates: [...candidates], threads: asked, crashed: this.tensorflowCrashed });
        loadingTensorflow = false;
        this.log.info(`Engine: ${choice.description}, because ${choice.reason}`);
        return { client, choice, ending: () => process.ending };
      } catch (error) {
        if (!(error instanceof PortClosedError)) throw error;
        if (!loadingTensorflow) {
          throw new UserError('trainer-ended', `The trainer process ended while it started: ${process.ending ?? 'for no known reason'}. Try again.`);
        }
        this.tensorflowCrashed = true;
        this.log.warn(`TensorFlow crashed while it was loaded (${process.ending ?? ''}): it is not tried again until the next start.`);
        return this.open(settings);
      }
    };
    process.onClose(() => {
      if (this.running?.process !== process) return;
      this.running = undefined;
      if (!loadingTensorflow) this.crashes.push(performance.now());
    });
    const opened = open();
    const running: Running = { process, settings: key, asked, threads, engine: undefined, opened };
    opened.then(
      ({ choice }) => (running.engine = choice.id),
      () => {
        // A trainer without an engine is of no use: the next call starts another, perhaps with what was mended.
        if (this.running === running) this.close();
      },
    );
    return running;
  }

  private checkCrashBudget(): void {
    const now = performance.now();
    this.crashes = this.crashes.filter((time) => now - time < crashWindowMs);
    if (this.crashes.length < crashBudget) return;
    throw new UserError('trainer-crashes', `The trainer process ended ${crashBudget} times within a minute. See the log, then wait a minute or reload the window.`);
  }
}
