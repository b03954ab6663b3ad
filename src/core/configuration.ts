import * as v from 'valibot';
import { layerListSchema } from './layers';
import { numberAbove, numberFrom, parse, wholeNumber } from './parse';

/** The limits of what a person can choose; settings, options and files are all held to these. */
export const seedSchema = wholeNumber(0, 2 ** 32 - 1);
export const epochsSchema = wholeNumber(1, 10_000);
export const batchSizeSchema = wholeNumber(1, 4096);
/** Threads of an engine. */
export const threadsSchema = wholeNumber(1, 64);
export const learningRateSchema = numberAbove(0, 100);
/** Momentum and Adam's betas. Closer to 1, as 32-bit floats, they would be 1, and never forget the zeros they begin with. */
export const decaySchema = numberFrom(0, 0.99999);
/** Adam's epsilon, by which alone a parameter without gradients is divided: never 0, as a 32-bit float too. */
export const epsilonSchema = numberFrom(1e-12, 1);

/**
 * The optimizers with PyTorch's names and formulas: `torch.optim.SGD`, without dampening, and `torch.optim.Adam`. What is
 * left out is PyTorch's default.
 */
export const optimizerSchema = v.variant(
  'kind',
  [
    v.pipe(
      v.strictObject({
        kind: v.literal('sgd'),
        learningRate: learningRateSchema,
        /** 0 is plain SGD. */
        momentum: v.optional(decaySchema, 0),
        /** Nesterov's form of momentum. */
        nesterov: v.optional(v.boolean('must be true or false'), false),
      }),
      v.rawCheck(({ dataset: { typed, value: input }, addIssue }) => {
        if (!typed || !input.nesterov || input.momentum > 0) return;
        const path = { type: 'object', origin: 'value', input, key: 'nesterov', value: true } as const;
        addIssue({ message: 'must be false without momentum', received: 'true', path: [path] });
      }),
    ),
    v.strictObject({
      kind: v.literal('adam'),
      learningRate: learningRateSchema,
      beta1: v.optional(decaySchema, 0.9),
      beta2: v.optional(decaySchema, 0.999),
      epsilon: v.optional(epsilonSchema, 1e-8),
    }),
  ],
  'must be "sgd" or "adam"',
);
export type Optimizer = v.InferOutput<typeof optimizerSchema>;

/** What a person changed in mid-run. It applies from `step` on, counted over the whole run from 0. */
export const interventionSchema = v.strictObject({ step: wholeNumber(0, 2 ** 32 - 1), field: v.literal('learningRate'), value: learningRateSchema });
export type Intervention = v.InferOutput<typeof interventionSchema>;

export const runConfigurationSchema = v.strictObject({
  recipe: v.string('must be a recipe'),
  model: v.string('must be a model'),
  layers: layerListSchema,
  optimizer: optimizerSchema,
  batchSize: batchSizeSchema,
  /** Epochs of each round: the notebook calls `fit(5, ...)` four times on one model, which is `[5, 5, 5, 5]`. None for weights that were imported. */
  rounds: v.array(epochsSchema),
  validationCount: wholeNumber(1, 59_999),
  seed: seedSchema,
  interventions: v.array(interventionSchema),
});

/** All that decides a run beside the dataset and the engine. */
export type RunConfiguration = v.InferOutput<typeof runConfigurationSchema>;

/** Throws a `UserError` that names the field and its limits. `what` says where the configuration comes from. */
export function parseRunConfiguration(value: unknown, what: string): RunConfiguration {
  return parse(runConfigurationSchema, value, { code: 'configuration', what, mend: 'Change it to a value within these limits.' });
}

/** The learning rate of a step, counted over the whole run from 0. */
export function learningRateAt({ optimizer, interventions }: RunConfiguration, step: number): number {
  return interventions.findLast((intervention) => intervention.step <= step)?.value ?? optimizer.learningRate;
}

/** What a run that goes on is given on its way: another round of epochs, another learning rate. */
export interface Continuation {
  readonly epochs?: number | undefined;
  readonly learningRate?: number | undefined;
}

/** The configuration with a continuation from a step on. A learning rate that is the present one changes nothing. */
export function continueConfiguration(configuration: RunConfiguration, { epochs, learningRate }: Continuation, step: number): RunConfiguration {
  const { rounds, interventions } = configuration;
  const changed = learningRate !== undefined && learningRate !== learningRateAt(configuration, step);
  return {
    ...configuration,
    rounds: epochs === undefined ? rounds : [...rounds, epochs],
    interventions: changed ? [...interventions, { step, field: 'learningRate', value: learningRate }] : interventions,
  };
}

export function totalEpochs(configuration: RunConfiguration): number {
  return configuration.rounds.reduce((sum, epochs) => sum + epochs, 0);
}

/** Steps of one epoch over `trainCount` images; the last batch is short where the division leaves a rest. */
export function stepsPerEpoch(trainCount: number, batchSize: number): number {
  return Math.ceil(trainCount / batchSize);
}
