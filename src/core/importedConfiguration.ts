import type { RunConfiguration } from './configuration';
import type { Checkpoint } from './formats/checkpoint';
import { modelOf } from './models';
import { optimizerChoices } from './optimizerChoices';
import { configurationOf, recipes, type Recipe } from './recipes';

/**
 * What training on with imported weights would go by: a recipe of the same model, else Adam as it is usually used; and the
 * split that the file names, else that of `seed`. No epochs belong to it yet.
 */
export function importedConfiguration({ layers, origin }: Pick<Checkpoint, 'layers' | 'origin'>, usualSeed: number): RunConfiguration {
  const model = modelOf(layers);
  const recipe = Object.entries<Recipe>(recipes).find(([, { configuration }]) => configuration.model === model)?.[0];
  const seed = origin?.seed ?? usualSeed;
  const configuration = recipe === undefined ? configurationOf('notebook', seed, { layers: [...layers], optimizer: optimizerChoices.adam.optimizer }) : configurationOf(recipe, seed);
  return { ...configuration, validationCount: origin?.validationCount ?? configuration.validationCount, recipe: 'imported', rounds: [] };
}
