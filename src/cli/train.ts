import { resolve } from 'node:path';
import { configurationOf } from '../core/recipes';
import { prepareLabFolder } from '../host/runStore';
import type { EnginePreference } from '../protocol/trainerContract';
import { defaultRunsFolder, engineSettings, keepCheckpoints, labFolder, type Context } from './context';
import { reportRun } from './runReport';

export interface TrainOptions {
  readonly recipe: string;
  readonly seed: number;
  readonly engine: EnginePreference;
  readonly threads?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly learningRate?: number;
  readonly out?: string;
}

/** `mnist train`: one run to its end, then the test set. Returns the exit code. */
export async function train(options: TrainOptions, context: Context): Promise<number> {
  const { session, workingFolder } = context;
  const configuration = configurationOf(options.recipe, options.seed, {
    epochs: options.epochs,
    batchSize: options.batch,
    learningRate: options.learningRate,
  });
  const engine = engineSettings(context, options.engine, options.threads);
  if (options.out === undefined) await prepareLabFolder(labFolder(context));
  const runsFolder = options.out === undefined ? defaultRunsFolder(context) : resolve(workingFolder, options.out);
  return reportRun(() => session.train({ configuration, runsFolder, keepCheckpoints, engine, pace: 'full' }), engine, context);
}
