import { runConfigurationSchema, type RunConfiguration } from './configuration';
import { customModel, modelOf, models } from './models';
import { parse, parseJson } from './parse';
import { UserError } from './userError';

const code = 'pasted-configuration';
const mend = 'Copy the configuration of a run, and try again.';

/**
 * Reads a configuration that someone pasted. Throws a `UserError` that names the field and its limits, also where the model is
 * neither of the catalogue, with its layers, nor `custom`, or nothing would be trained. The names in it become parts of a
 * folder's name.
 */
export function parsePastedConfiguration(text: string): RunConfiguration {
  const as = { code, what: 'The clipboard', mend };
  const configuration = parse(runConfigurationSchema, parseJson(text, as), as);
  const { model, layers, recipe, rounds } = configuration;
  if (model !== customModel && modelOf(layers) !== model) {
    const names = [...Object.keys(models), customModel].join(', ');
    const problem = Object.hasOwn(models, model) ? `layers must be those of the model "${model}", or the model "${customModel}"` : `the model "${model}" is not one of: ${names}`;
    throw new UserError(code, `The clipboard: ${problem}. ${mend}`);
  }
  if (!/^[\w-]{1,40}$/.test(recipe)) throw new UserError(code, `The clipboard: recipe must be a name of letters, digits and hyphens. ${mend}`);
  if (rounds.length === 0) throw new UserError(code, `The clipboard: rounds must have a number of epochs. ${mend}`);
  return configuration;
}
