import * as v from 'valibot';
import type * as vscode from 'vscode';
import { runConfigurationSchema, type RunConfiguration } from '../core/configuration';
import { editConfiguration, editsSchema, type Edits } from '../core/edits';
import { configurationOf } from '../core/recipes';
import { UserError } from '../core/userError';
import type { NextRun } from '../protocol/labContract';
import { readSetting, writeSetting } from './settings';

const key = 'nextRun';

const keptSchema = v.strictObject({
  recipe: v.string(),
  /** What was pasted stands in the recipe's place. */
  pasted: v.optional(runConfigurationSchema),
  edits: editsSchema,
});
type Kept = v.InferOutput<typeof keptSchema>;

/** What Train would do now: the recipe of the settings, with what was edited in this workspace since it was chosen. */
export function describeNextRun(workspaceState: vscode.Memento): NextRun {
  try {
    const recipe = readSetting('recipe');
    const { pasted, edits } = readKept(workspaceState, recipe);
    const plain = configurationOf(recipe, readSetting('seed'));
    const configuration = editConfiguration(pasted ? { ...pasted, seed: plain.seed } : plain, edits);
    return { recipe, isCustom: JSON.stringify(configuration) !== JSON.stringify(plain), configuration };
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

/** Edits fields of the next run; the seed is a setting of its own. */
export async function changeNextRun(workspaceState: vscode.Memento, { seed, ...edits }: Edits & { readonly seed?: number | undefined }): Promise<void> {
  const kept = readKept(workspaceState, readSetting('recipe'));
  await workspaceState.update(key, { ...kept, edits: { ...kept.edits, ...edits } } satisfies Kept);
  if (seed !== undefined) await writeSetting('seed', seed);
}

/** Makes a configuration the next run's, in place of the recipe and of what was edited. */
export async function pasteNextRun(workspaceState: vscode.Memento, pasted: RunConfiguration): Promise<void> {
  await workspaceState.update(key, { recipe: readSetting('recipe'), pasted, edits: {} } satisfies Kept);
  await writeSetting('seed', pasted.seed);
}

/** Chooses a recipe, and forgets what was edited. */
export async function chooseRecipe(workspaceState: vscode.Memento, recipe: string): Promise<void> {
  configurationOf(recipe, readSetting('seed'));
  await workspaceState.update(key, undefined);
  await writeSetting('recipe', recipe);
}

/** Edits belong to the recipe they were made to: another one in the settings drops them. */
function readKept(workspaceState: vscode.Memento, recipe: string): Kept {
  const kept = v.safeParse(keptSchema, workspaceState.get(key));
  return kept.success && kept.output.recipe === recipe ? kept.output : { recipe, edits: {} };
}
