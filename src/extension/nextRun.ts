import * as v from 'valibot';
import type * as vscode from 'vscode';
import { batchSizeSchema, epochsSchema, learningRateSchema, runConfigurationSchema, type RunConfiguration } from '../core/configuration';
import { changeConfiguration, configurationOf } from '../core/recipes';
import { UserError } from '../core/userError';
import type { NextRun } from '../protocol/labContract';
import { readSetting, writeSetting } from './settings';

const key = 'nextRun';

const changesSchema = v.object({
  recipe: v.string(),
  /** What was pasted stands in the recipe's place. */
  pasted: v.optional(runConfigurationSchema),
  epochs: v.optional(epochsSchema),
  batchSize: v.optional(batchSizeSchema),
  learningRate: v.optional(learningRateSchema),
});

export type NextRunChanges = Omit<v.InferOutput<typeof changesSchema>, 'recipe' | 'pasted'> & { readonly seed?: number | undefined };

/** What Train would do now: the recipe of the settings, with what was changed in this workspace since it was chosen. */
export function describeNextRun(workspaceState: vscode.Memento): NextRun {
  try {
    const recipe = readSetting('recipe');
    const changes = readChanges(workspaceState, recipe);
    const seed = readSetting('seed');
    const configuration = changes.pasted ? changeConfiguration({ ...changes.pasted, seed }, changes) : configurationOf(recipe, seed, changes);
    return { recipe, isCustom: Object.keys(changes).length > 1, configuration };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { recipe: '', isCustom: false, problem: error.message };
  }
}

/** The configuration that Train would use now. Throws a `UserError` where the settings cannot be. */
export function requireNextRun(workspaceState: vscode.Memento): RunConfiguration {
  const { configuration, problem } = describeNextRun(workspaceState);
  if (!configuration) throw new UserError('setting', problem ?? 'There is no recipe to train by. Choose one in the settings.');
  return configuration;
}

/** Changes fields of the next run; the seed is a setting of its own. */
export async function changeNextRun(workspaceState: vscode.Memento, { seed, ...changes }: NextRunChanges): Promise<void> {
  const recipe = readSetting('recipe');
  await workspaceState.update(key, { ...readChanges(workspaceState, recipe), ...changes });
  if (seed !== undefined) await writeSetting('seed', seed);
}

/** Makes a configuration the next run's, in place of the recipe and of what was changed. */
export async function pasteNextRun(workspaceState: vscode.Memento, pasted: RunConfiguration): Promise<void> {
  await workspaceState.update(key, { recipe: readSetting('recipe'), pasted });
  await writeSetting('seed', pasted.seed);
}

/** Chooses a recipe, and forgets what was changed. */
export async function chooseRecipe(workspaceState: vscode.Memento, recipe: string): Promise<void> {
  configurationOf(recipe, readSetting('seed'));
  await workspaceState.update(key, undefined);
  await writeSetting('recipe', recipe);
}

/** Changes belong to the recipe they were made to: another one in the settings drops them. */
function readChanges(workspaceState: vscode.Memento, recipe: string): v.InferOutput<typeof changesSchema> {
  const kept = v.safeParse(changesSchema, workspaceState.get(key));
  return kept.success && kept.output.recipe === recipe ? kept.output : { recipe };
}
