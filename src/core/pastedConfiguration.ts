import { runConfigurationSchema, type RunConfiguration } from './configuration';
import { models } from './models';
import { parse, parseJson } from './parse';
import { UserError } from './userError';

const code = 'pasted-configuration';
const mend = 'Copy the configuration of a run, and try again.';

/**
 * Reads a configuration that someone pasted. Throws a `UserError` that names the field and its limits, also where the model is
 * not one of the catalogue's, or nothing would be trained. The names in it become parts of a folder's name.
 */
export function parsePastedConfiguration(text: string): RunConfiguration {
  const as = { code, what: 'The clipboard', mend };
  const configuration = parse(runConfigurationSchema, parseJson(text, as), as);
  const { model, layers, recipe, rounds } = configuration;
  const known = Object.entries<{ readonly layers: unknown }>(models).find(([id]) => id === model)?.[1];
  if (!known || JSON.stringify(known.layers) !== JSON.stringify(layers)) throw new UserError(code, `The clipboard: the model "${model}" is not one of: ${Object.keys(models).join(', ')}. ${mend}`);
  if (!/^[\w-]{1,40}$/.test(recipe)) throw new UserError(code, `The clipboard: recipe must be a name of letters, digits and hyphens. ${mend}`);
  if (rounds.length === 0) throw new UserError(code, `The clipboard: rounds must have a number of epochs. ${mend}`);
  return configuration;
}
