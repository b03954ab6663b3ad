import { totalEpochs, type RunConfiguration } from '../../core/configuration';
import { recipes, type Recipe } from '../../core/recipes';

/** The recipe's own values of the fields in which a configuration differs from it. */
export interface Differences {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** A seed belongs to no recipe. */
  readonly seed?: undefined;
}

/** Where a configuration differs from the recipe it was made from; nowhere, where there is no such recipe. */
export function differences(configuration: RunConfiguration, recipe: string): Differences {
  const own = Object.entries<Recipe>(recipes).find(([id]) => id === recipe)?.[1].configuration;
  if (!own) return {};
  const epochs = own.rounds.reduce((sum, each) => sum + each, 0);
  return {
    ...(epochs === totalEpochs(configuration) ? {} : { epochs }),
    ...(own.batchSize === configuration.batchSize ? {} : { batchSize: own.batchSize }),
    ...(own.optimizer.learningRate === configuration.optimizer.learningRate ? {} : { learningRate: own.optimizer.learningRate }),
  };
}
