import { augmentationChoices } from './augmentationChoices';
import { usualValidationCount, type Optimizer, type RunConfiguration } from './configuration';
import { editConfiguration, type Edits } from './edits';
import { models, type ModelId } from './models';
import { plainSgd } from './optimizer';
import { optimizerChoices } from './optimizerChoices';
import { constantSchedule } from './schedule';
import { UserError } from './userError';

type RecipeConfiguration = Omit<RunConfiguration, 'recipe' | 'seed' | 'interventions'>;

export interface Recipe {
  readonly title: string;
  /** What it trains, and what for, in plain words. */
  readonly description: string;
  readonly configuration: RecipeConfiguration;
}

/** Complete configurations, by id. What each reached is in docs/recipes.md. */
export const recipes = {
  notebook: {
    title: 'Notebook: SGD 0.001',
    description: 'Softmax regression, SGD with learning rate 0.001, batches of 128, four rounds of 5 epochs: what the classic notebook does.',
    configuration: complete('softmax', { optimizer: { ...plainSgd, learningRate: 0.001 }, rounds: [5, 5, 5, 5] }),
  },
  'softmax-best': {
    title: 'Softmax, trained well',
    description: "The notebook's model, as good as it can get: 20 epochs of Adam, whose learning rate falls to 0.",
    configuration: complete('softmax', { optimizer: adam(0.003), schedule: { kind: 'cosine', warmUpEpochs: 0 }, rounds: [20] }),
  },
  mlp: {
    title: 'Hidden layer, 98.5 %',
    description: 'A hidden layer of 512 neurons, 15 epochs, and digits that are shifted, turned and leaned a little each time.',
    configuration: complete('mlp', { optimizer: adam(0.003), schedule: { kind: 'oneCycle' }, rounds: [15], augmentation: augmentationChoices.light }),
  },
  fast99: {
    title: 'Fast 99 %',
    description: 'A small convolutional network and three epochs: reads 99 of 100 digits within seconds.',
    configuration: complete('cnn-small', { optimizer: adam(0.006), schedule: { kind: 'oneCycle' }, rounds: [3], batchSize: 64, labelSmoothing: 0.1 }),
  },
  'cnn-best': {
    title: 'Fewest mistakes',
    description: 'A larger convolutional network, 10 epochs, and digits that are bent each time: the fewest mistakes, in minutes.',
    configuration: complete('cnn-large', { optimizer: adam(0.004), schedule: { kind: 'oneCycle' }, rounds: [10], labelSmoothing: 0.1, augmentation: augmentationChoices.strong }),
  },
  people: {
    title: "For people's drawings",
    description: 'A small convolutional network that learns from digits turned, leaned, stretched, and written by a pen in many ways, as people draw them on the pad.',
    configuration: complete('cnn-fast', { optimizer: adam(0.004), schedule: { kind: 'oneCycle' }, rounds: [10], augmentation: augmentationChoices.people }),
  },
} as const satisfies Record<string, Recipe>;

export type RecipeId = keyof typeof recipes;

/** The configuration of a recipe with a seed and edits. Throws a `UserError` for an unknown recipe or a value out of range. */
export function configurationOf(recipe: string, seed: number, edits: Edits = {}): RunConfiguration {
  if (!isRecipeId(recipe)) {
    throw new UserError('recipe-unknown', `There is no recipe "${recipe}". Choose one of: ${Object.keys(recipes).join(', ')}.`);
  }
  const { configuration } = recipes[recipe];
  return editConfiguration({ ...configuration, rounds: [...configuration.rounds], recipe, seed, interventions: [] }, edits);
}

/** The title of a recipe, by what a configuration calls it; that itself where it is none of ours. */
export function recipeTitle(recipe: string): string {
  return isRecipeId(recipe) ? recipes[recipe].title : recipe;
}

function isRecipeId(id: string): id is RecipeId {
  return Object.hasOwn(recipes, id);
}

/** A configuration for a model of the catalogue; what is not given is as plain as can be. */
function complete(model: ModelId, given: Pick<RecipeConfiguration, 'optimizer' | 'rounds'> & Partial<RecipeConfiguration>): RecipeConfiguration {
  const plain = { schedule: constantSchedule, labelSmoothing: 0, augmentation: null, batchSize: 128, earlyStopping: null, validationCount: usualValidationCount };
  return { model, layers: [...models[model].layers], ...plain, ...given };
}

/** With PyTorch's defaults. */
function adam(learningRate: number): Optimizer {
  return { ...optimizerChoices.adam.optimizer, learningRate };
}
