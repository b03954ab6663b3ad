import * as v from 'valibot';
import { askedThreadsSchema, seedSchema } from './configuration';
import { parse, wholeNumber } from './parse';
import { recipes } from './recipes';

const recipeIds = Object.keys(recipes).join(', ');

/** The settings `mnist.*`, by their names after the dot, with their limits. */
const schemas = {
  recipe: v.picklist(Object.keys(recipes), `must be one of: ${recipeIds}`),
  seed: seedSchema,
  engine: v.picklist(['auto', 'tensorflow', 'wasm'], 'must be one of: auto, tensorflow, wasm'),
  tensorflowPath: v.string('must be the path of a folder'),
  threads: askedThreadsSchema,
  folder: v.string('must be the name of a workspace folder'),
  pace: v.picklist(['full', 'watch'], 'must be one of: full, watch'),
  'checkpoints.keep': wholeNumber(2, 1000),
} as const;

export type SettingName = keyof typeof schemas;
export type SettingValue<Name extends SettingName> = v.InferOutput<(typeof schemas)[Name]>;

/** The value of a setting from outside. Throws a `UserError` (code `setting`) that names it where its value cannot be. */
export function parseSetting<Name extends SettingName>(name: Name, value: unknown): SettingValue<Name> {
  return parse(schemas[name], value, { code: 'setting', what: `The setting mnist.${name}`, mend: 'Change it in the settings.' });
}
