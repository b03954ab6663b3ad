import { resolve } from 'node:path';
import * as v from 'valibot';
import { augmentationSchema, type Augmentation } from '../core/augmentation';
import { augmentationChoiceIds, augmentationChoices } from '../core/augmentationChoices';
import type { Optimizer } from '../core/configuration';
import type { Edits } from '../core/edits';
import { layerListSchema, type Layer } from '../core/layers';
import { models, type ModelId } from '../core/models';
import { chooseOptimizer, type OptimizerChoiceId } from '../core/optimizerChoices';
import { parse, parseJson } from '../core/parse';
import { recipes, type Recipe, type RecipeId } from '../core/recipes';
import type { Schedule } from '../core/schedule';
import { chooseSchedule, type ScheduleChoiceId } from '../core/scheduleChoices';
import { UserError } from '../core/userError';
import { readFileWithin } from '../node/readFile';

const maxLayersBytes = 1 << 16;
const mend = 'Change it to a value within these limits.';

/** What `--schedule` calls the schedules. */
export const scheduleNames = { constant: 'constant', step: 'step', cosine: 'cosine', 'one-cycle': 'oneCycle' } as const satisfies Record<string, ScheduleChoiceId>;

/** The options of `mnist train` that stand in the place of the recipe's. */
export interface EditOptions {
  readonly epochs?: number;
  readonly batch?: number;
  readonly model?: ModelId;
  /** A list of layers as JSON, or a file with it. */
  readonly layers?: string;
  readonly optimizer?: OptimizerChoiceId;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly schedule?: keyof typeof scheduleNames;
  readonly warmUp?: number;
  readonly labelSmoothing?: number;
  readonly patience?: number;
  /** A strength, or amounts as JSON. */
  readonly augment?: string;
}

/** What the options change in a recipe. Throws a `UserError` that names the option where what it says cannot be read. */
export async function readEdits(recipe: RecipeId, options: EditOptions, workingFolder: string): Promise<Edits> {
  const { configuration }: Recipe = recipes[recipe];
  const { epochs, batch, labelSmoothing, patience } = options;
  return {
    epochs,
    batchSize: batch,
    labelSmoothing,
    layers: await readLayers(options, workingFolder),
    optimizer: readOptimizer(options, configuration.optimizer),
    schedule: readSchedule(options, configuration.schedule),
    augmentation: readAugmentation(options),
    earlyStopping: patience === undefined ? undefined : { patience },
  };
}

async function readLayers({ model, layers }: EditOptions, workingFolder: string): Promise<Layer[] | undefined> {
  if (model !== undefined) return [...models[model].layers];
  if (layers === undefined) return undefined;
  const isJson = /^\s*\[/.test(layers);
  const text = isJson ? layers : Buffer.from(await readFileWithin(resolve(workingFolder, layers), maxLayersBytes)).toString('utf8');
  const as = { code: 'layers', what: isJson ? 'The option --layers' : layers, mend: 'Change it to layers that can follow each other.' };
  // Within an object, so that the error's path says of which list it is.
  return parse(v.object({ layers: layerListSchema }), { layers: parseJson(text, as) }, as).layers;
}

/** Values are held to their limits with the whole configuration. */
function readOptimizer({ optimizer, learningRate, weightDecay }: EditOptions, ofRecipe: Optimizer): Optimizer | undefined {
  if (optimizer === undefined && learningRate === undefined && weightDecay === undefined) return undefined;
  const chosen = optimizer === undefined ? ofRecipe : chooseOptimizer(optimizer, ofRecipe);
  return { ...chosen, learningRate: learningRate ?? chosen.learningRate, weightDecay: weightDecay ?? chosen.weightDecay };
}

function readSchedule({ schedule, warmUp }: EditOptions, ofRecipe: Schedule): Schedule | undefined {
  if (schedule === undefined && warmUp === undefined) return undefined;
  const chosen = schedule === undefined ? ofRecipe : chooseSchedule(scheduleNames[schedule], ofRecipe);
  if (warmUp === undefined) return chosen;
  if (chosen.kind === 'oneCycle') throw new UserError('configuration', 'The option --warm-up: one cycle begins with a warm-up of its own. Leave it out, or choose another --schedule.');
  return { ...chosen, warmUpEpochs: warmUp };
}

function readAugmentation({ augment }: EditOptions): Augmentation | null | undefined {
  if (augment === undefined) return undefined;
  const named = augmentationChoiceIds.find((id) => id === augment);
  if (named !== undefined) return augmentationChoices[named];
  const as = { code: 'augmentation', what: 'The option --augment', mend: `Choose one of: ${augmentationChoiceIds.join(', ')}; or give amounts, as {"shift": 1, "rotation": 10}.` };
  return parse(augmentationSchema, parseJson(augment, as), { ...as, mend });
}
