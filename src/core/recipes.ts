import { parseRunConfiguration, type RunConfiguration } from './configuration';
import { models } from './models';
import { plainSgd } from './optimizer';
import { constantSchedule } from './schedule';
import { UserError } from './userError';

export interface Recipe {
  readonly title: string;
  readonly configuration: Omit<RunConfiguration, 'recipe' | 'seed' | 'interventions'>;
}

/** Complete configurations, by id. */
export const recipes = {
  notebook: {
    title: 'Notebook: SGD 0.001',
    configuration: {
      model: 'softmax',
      layers: [...models.softmax.layers],
      optimizer: { ...plainSgd, learningRate: 0.001 },
      schedule: constantSchedule,
      labelSmoothing: 0,
      augmentation: null,
      batchSize: 128,
      rounds: [5, 5, 5, 5],
      earlyStopping: null,
      validationCount: 10_000,
    },
  },
} as const satisfies Record<string, Recipe>;

export type RecipeId = keyof typeof recipes;

/** What a person may set beside the choice of a recipe; `epochs` replaces its rounds by one. */
export interface RecipeChanges {
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly learningRate?: number | undefined;
}

/** The configuration of a recipe with a seed and changes. Throws a `UserError` for an unknown recipe or a value out of range. */
export function configurationOf(recipe: string, seed: number, changes: RecipeChanges = {}): RunConfiguration {
  if (!isRecipeId(recipe)) {
    throw new UserError('recipe-unknown', `There is no recipe "${recipe}". Choose one of: ${Object.keys(recipes).join(', ')}.`);
  }
  return changeConfiguration({ ...recipes[recipe].configuration, rounds: [...recipes[recipe].configuration.rounds], recipe, seed, interventions: [] }, changes);
}

/** A configuration with changes; another learning rate holds from the first step on. Throws a `UserError` for a value out of range. */
export function changeConfiguration(configuration: RunConfiguration, { epochs, batchSize, learningRate }: RecipeChanges): RunConfiguration {
  const { rounds, optimizer, interventions } = configuration;
  return parseRunConfiguration(
    {
      ...configuration,
      rounds: epochs === undefined ? rounds : [epochs],
      batchSize: batchSize ?? configuration.batchSize,
      optimizer: { ...optimizer, learningRate: learningRate ?? optimizer.learningRate },
      interventions: learningRate === undefined ? interventions : [],
    },
    'The configuration of the run',
  );
}

function isRecipeId(id: string): id is RecipeId {
  return Object.hasOwn(recipes, id);
}
