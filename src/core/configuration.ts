import * as v from 'valibot';
import { augmentationSchema } from './augmentation';
import { mnist } from './dataset';
import { layerListSchema } from './layers';
import { numberAbove, numberFrom, parse, wholeNumber } from './parse';
import { constantSchedule, scheduleFactor, scheduleSchema } from './schedule';

/** The limits of what a person can choose; settings, options and files are all held to these. */
export const seedSchema = wholeNumber(0, 2 ** 32 - 1);
export const epochsSchema = wholeNumber(1, 10_000);
export const batchSizeSchema = wholeNumber(1, 4096);
/** Threads of an engine. */
export const threadsSchema = wholeNumber(1, 64);
/** Threads as a person asks for them: 0 leaves the choice to the engine. */
export const askedThreadsSchema = wholeNumber(0, 64);
export const learningRateSchema = numberAbove(0, 100);
/** Momentum and Adam's betas. Closer to 1, as 32-bit floats, they would be 1, and never forget the zeros they begin with. */
export const decaySchema = numberFrom(0, 0.99999);
/** Adam's epsilon, by which alone a parameter without gradients is divided: never 0, as a 32-bit float too. */
export const epsilonSchema = numberFrom(1e-12, 1);
export const weightDecaySchema = numberFrom(0, 1);
export const labelSmoothingSchema = numberFrom(0, 0.5);
export const patienceSchema = wholeNumber(1, 1000);
/** Images of the train file that the recipes keep aside. */
export const usualValidationCount = 10_000;
export const earlyStoppingSchema = v.nullable(v.strictObject({ patience: patienceSchema }));

const adamFields = {
  learningRate: learningRateSchema,
  beta1: v.optional(decaySchema, 0.9),
  beta2: v.optional(decaySchema, 0.999),
  epsilon: v.optional(epsilonSchema, 1e-8),
};

/**
 * The optimizers with PyTorch's names and formulas: `torch.optim.SGD`, without dampening, `torch.optim.Adam` and
 * `torch.optim.AdamW`. Weight decay is of every parameter, as there. What is left out is PyTorch's default.
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
        /** Added to the gradient, times the parameter. */
        weightDecay: v.optional(weightDecaySchema, 0),
      }),
      v.rawCheck(({ dataset: { typed, value: input }, addIssue }) => {
        if (!typed || !input.nesterov || input.momentum > 0) return;
        const path = { type: 'object', origin: 'value', input, key: 'nesterov', value: true } as const;
        addIssue({ message: 'must be false without momentum', received: 'true', path: [path] });
      }),
    ),
    v.strictObject({ kind: v.literal('adam'), ...adamFields, weightDecay: v.optional(weightDecaySchema, 0) }),
    /** Here the decay is not part of the gradient: it shrinks the parameter by itself, times the learning rate. */
    v.strictObject({ kind: v.literal('adamw'), ...adamFields, weightDecay: v.optional(weightDecaySchema, 0.01) }),
  ],
  'must be "sgd", "adam" or "adamw"',
);
export type Optimizer = v.InferOutput<typeof optimizerSchema>;

/** What a person changed in mid-run. It applies from `step` on, counted over the whole run from 0. */
export const interventionSchema = v.strictObject({ step: wholeNumber(0, 2 ** 32 - 1), field: v.literal('learningRate'), value: learningRateSchema });
export type Intervention = v.InferOutput<typeof interventionSchema>;

const fieldsSchema = v.strictObject({
  recipe: v.string('must be a recipe'),
  model: v.string('must be a model'),
  layers: layerListSchema,
  optimizer: optimizerSchema,
  /** How the learning rate moves; each round goes through it once. */
  schedule: v.optional(scheduleSchema, constantSchedule),
  /** The part of the target that is spread over all ten classes, as in `F.cross_entropy(..., label_smoothing)`. */
  labelSmoothing: v.optional(labelSmoothingSchema, 0),
  augmentation: v.optional(v.nullable(augmentationSchema), null),
  batchSize: batchSizeSchema,
  /** Epochs of each round: the notebook calls `fit(5, ...)` four times on one model, which is `[5, 5, 5, 5]`. None for weights that were imported. */
  rounds: v.array(epochsSchema),
  /** The run ends when the validation accuracy was not bettered for so many epochs. */
  earlyStopping: v.optional(earlyStoppingSchema, null),
  validationCount: wholeNumber(1, 59_999),
  seed: seedSchema,
  interventions: v.array(interventionSchema),
});

export const runConfigurationSchema = v.pipe(
  fieldsSchema,
  v.rawCheck(({ dataset: { typed, value: input }, addIssue }) => {
    const images = typed ? trainCount(input) : NaN;
    if (!typed || input.batchSize <= images) return;
    const path = { type: 'object', origin: 'value', input, key: 'batchSize', value: input.batchSize } as const;
    addIssue({ message: `must be at most ${images}, the images that are left to learn from`, received: String(input.batchSize), path: [path] });
  }),
);

/** All that decides a run beside the dataset and the engine. */
export type RunConfiguration = v.InferOutput<typeof runConfigurationSchema>;

/** Throws a `UserError` that names the field and its limits. `what` says where the configuration comes from. */
export function parseRunConfiguration(value: unknown, what: string): RunConfiguration {
  return parse(runConfigurationSchema, value, { code: 'configuration', what, mend: 'Change it to a value within these limits.' });
}

/** The learning rate that a person chose for a step, counted over the whole run from 0; the schedule moves it. */
export function chosenLearningRate({ optimizer, interventions }: RunConfiguration, step: number): number {
  return interventions.findLast((intervention) => intervention.step <= step)?.value ?? optimizer.learningRate;
}

/** The learning rate of a step, counted over the whole run from 0. */
export function learningRateAt(configuration: RunConfiguration, step: number, stepsPerEpoch: number): number {
  return chosenLearningRate(configuration, step) * scheduleFactor(configuration.schedule, { ...stepInRound(configuration, step, stepsPerEpoch), stepsPerEpoch });
}

function stepInRound({ rounds }: RunConfiguration, step: number, stepsPerEpoch: number): { step: number; roundSteps: number } {
  const round = roundAfter(rounds, Math.floor(step / stepsPerEpoch));
  if (round) return { step: step - round.begun * stepsPerEpoch, roundSteps: round.epochs * stepsPerEpoch };
  // After the end, as its last step.
  const roundSteps = (rounds.at(-1) ?? 1) * stepsPerEpoch;
  return { step: roundSteps - 1, roundSteps };
}

/** The round that goes on after `epoch` epochs, and how many were done when it began; none after the last. */
export function roundAfter(rounds: readonly number[], epoch: number): { readonly begun: number; readonly epochs: number } | undefined {
  let begun = 0;
  for (const epochs of rounds) {
    if (epoch < begun + epochs) return { begun, epochs };
    begun += epochs;
  }
  return undefined;
}

/** What a run that goes on is given on its way: another round of epochs, another learning rate. */
export interface Continuation {
  readonly epochs?: number | undefined;
  readonly learningRate?: number | undefined;
}

/** The configuration with a continuation from a step on. A learning rate that is the present one changes nothing. */
export function continueConfiguration(configuration: RunConfiguration, { epochs, learningRate }: Continuation, step: number): RunConfiguration {
  const { rounds, interventions } = configuration;
  const changed = learningRate !== undefined && learningRate !== chosenLearningRate(configuration, step);
  return {
    ...configuration,
    rounds: epochs === undefined ? rounds : [...rounds, epochs],
    interventions: changed ? [...interventions, { step, field: 'learningRate', value: learningRate }] : interventions,
  };
}

export function totalEpochs(configuration: RunConfiguration): number {
  return configuration.rounds.reduce((sum, epochs) => sum + epochs, 0);
}

/** How many images a run learns from: those of the train file that are not kept aside. */
export function trainCount({ validationCount }: Pick<RunConfiguration, 'validationCount'>): number {
  return mnist.trainCount - validationCount;
}

/** Steps of one epoch over so many images; the last batch is short where the division leaves a rest. */
export function stepsPerEpoch(images: number, batchSize: number): number {
  return Math.ceil(images / batchSize);
}
