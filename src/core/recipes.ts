import { noAugmentation, type Augmentation } from './augmentation';
import { parseRunConfiguration, type Optimizer, type RunConfiguration } from './configuration';
import { models, type ModelId } from './models';
import { plainSgd } from './optimizer';
import { constantSchedule } from './schedule';
import { UserError } from './userError';

type RecipeConfiguration = Omit<RunConfiguration, 'recipe' | 'seed' | 'interventions'>;

export interface Recipe {
  readonly title: string;
  readonly configuration: RecipeConfiguration;
}

/** Complete configurations, by id. What each reached is in docs/recipes.md. */
export const recipes = {
  notebook: {
    title: 'Notebook: SGD 0.001',
    configuration: complete('softmax', { optimizer: { ...plainSgd, learningRate: 0.001 }, rounds: [5, 5, 5, 5] }),
  },
  'softmax-best': {
    title: 'Softmax, trained well',
    configuration: complete('softmax', { optimizer: adam(0.003), schedule: { kind: 'cosine', warmUpEpochs: 0 }, rounds: [20] }),
  },
  mlp: {
    title: 'MLP, 98.5 %',
    configuration: complete('mlp', { optimizer: adam(0.003), schedule: { kind: 'oneCycle' }, rounds: [15], augmentation: bend({ shift: 1, rotation: 8, scale: 0.08, shear: 8 }) }),
  },
  fast99: {
    title: 'Fast 99 %',
    configuration: complete('cnn-fast', { optimizer: adam(0.006), schedule: { kind: 'oneCycle' }, rounds: [3] }),
  },
  'cnn-best': {
    title: 'Best CNN',
    configuration: complete('cnn-large', { optimizer: adam(0.003), schedule: { kind: 'oneCycle' }, rounds: [10], augmentation: bend({ shift: 1.5, rotation: 10, scale: 0.1, shear: 10, thickness: 0.3, elastic: 1.5 }) }),
  },
  people: {
    title: "For people's drawings",
    configuration: complete('cnn-fast', { optimizer: adam(0.004), schedule: { kind: 'oneCycle' }, rounds: [10], augmentation: bend({ shift: 0.7, rotation: 12, scale: 0.3, shear: 20, thickness: 0.8, elastic: 3, styles: 0.4, placed: true }) }),
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
  const { configuration } = recipes[recipe];
  return changeConfiguration({ ...configuration, rounds: [...configuration.rounds], recipe, seed, interventions: [] }, changes);
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

/** A configuration for a model of the catalogue; what is not given is as plain as can be. */
function complete(model: ModelId, given: Pick<RecipeConfiguration, 'optimizer' | 'rounds'> & Partial<RecipeConfiguration>): RecipeConfiguration {
  const plain = { schedule: constantSchedule, labelSmoothing: 0, augmentation: null, batchSize: 128, earlyStopping: null, validationCount: 10_000 };
  return { model, layers: [...models[model].layers], ...plain, ...given };
}

/** With PyTorch's defaults. */
function adam(learningRate: number): Optimizer {
  return { kind: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
}

function bend(amounts: Partial<Augmentation>): Augmentation {
  return { ...noAugmentation, ...amounts };
}
