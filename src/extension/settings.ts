import * as vscode from 'vscode';
import * as v from 'valibot';
import { seedSchema } from '../core/configuration';
import { parse, wholeNumber } from '../core/parse';
import { recipes } from '../core/recipes';
import { enginePreferenceSchema } from '../protocol/trainerContract';

const schemas = {
  recipe: v.picklist(Object.keys(recipes), `must be one of: ${Object.keys(recipes).join(', ')}`),
  seed: seedSchema,
  engine: v.pipe(v.string('must be auto, tensorflow or wasm'), enginePreferenceSchema),
  tensorflowPath: v.string('must be the path of a folder'),
  threads: wholeNumber(0, 64),
  folder: v.string("must be a workspace folder's name"),
  'checkpoints.keep': wholeNumber(2, 1000),
} as const;

export type Setting = keyof typeof schemas;

/** The value of `mnist.<setting>`. Throws a `UserError` (code `setting`) that names it where its value cannot be. */
export function readSetting<Name extends Setting>(setting: Name): v.InferOutput<(typeof schemas)[Name]> {
  const value: unknown = vscode.workspace.getConfiguration('mnist').get(setting);
  return parse(schemas[setting], value, { code: 'setting', what: `The setting mnist.${setting}`, mend: 'Change it in the settings.' });
}

/** Sets `mnist.<setting>` for this user. */
export async function writeSetting<Name extends Setting>(setting: Name, value: v.InferOutput<(typeof schemas)[Name]>): Promise<void> {
  await vscode.workspace.getConfiguration('mnist').update(setting, value, vscode.ConfigurationTarget.Global);
}
