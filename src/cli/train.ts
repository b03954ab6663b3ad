import { resolve } from 'node:path';
import { configurationOf, type RecipeId } from '../core/recipes';
import { prepareLabFolder } from '../host/runStore';
import type { EnginePreference } from '../protocol/trainerContract';
import { defaultRunsFolder, engineSettings, keepCheckpoints, labFolder, type Context } from './context';
import { reportRun } from './runReport';
import { readEdits, type EditOptions } from './trainEdits';

export interface TrainOptions extends EditOptions {
  readonly recipe: RecipeId;
  readonly seed: number;
  readonly engine: EnginePreference;
  readonly threads: number;
  readonly out?: string;
}

/** `mnist train`: one run to its end, then the test set. Returns the exit code. */
export async function train(options: TrainOptions, context: Context): Promise<number> {
  const { session, workingFolder } = context;
  const { recipe, seed } = options;
  const configuration = configurationOf(recipe, seed, await readEdits(recipe, options, workingFolder));
  const engine = engineSettings(context, options.engine, options.threads);
  if (options.out === undefined) await prepareLabFolder(labFolder(context));
  const runsFolder = options.out === undefined ? defaultRunsFolder(context) : resolve(workingFolder, options.out);
  return reportRun(() => session.train({ configuration, runsFolder, keepCheckpoints, engine, pace: 'full' }), engine, context);
}
