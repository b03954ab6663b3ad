import * as v from 'valibot';
import { augmentationSchema } from './augmentation';
import { batchSizeSchema, earlyStoppingSchema, epochsSchema, labelSmoothingSchema, optimizerSchema, parseRunConfiguration, totalEpochs, type RunConfiguration } from './configuration';
import { layerListSchema } from './layers';
import { modelOf } from './models';
import { scheduleSchema } from './schedule';

/** What a person set in a configuration, field by field; what is absent stays as it is. */
export const editsSchema = v.strictObject({
  /** They decide what the model is called. */
  layers: v.optional(layerListSchema),
  optimizer: v.optional(optimizerSchema),
  schedule: v.optional(scheduleSchema),
  labelSmoothing: v.optional(labelSmoothingSchema),
  augmentation: v.optional(v.nullable(augmentationSchema)),
  batchSize: v.optional(batchSizeSchema),
  /** They replace the rounds by one. */
  epochs: v.optional(epochsSchema),
  earlyStopping: v.optional(earlyStoppingSchema),
});
export type Edits = v.InferOutput<typeof editsSchema>;

/** A configuration with edits; another optimizer holds from the first step on. Throws a `UserError` for a value out of range. */
export function editConfiguration(configuration: RunConfiguration, edits: Edits): RunConfiguration {
  const { layers, epochs, ...fields } = edits;
  const { rounds, interventions } = configuration;
  const edited = {
    ...configuration,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    ...(layers ? { layers, model: modelOf(layers) } : {}),
    // Rounds of as many epochs in all are the same wish.
    rounds: epochs === undefined || epochs === totalEpochs(configuration) ? rounds : [epochs],
    interventions: fields.optimizer ? [] : interventions,
  };
  return parseRunConfiguration(edited, 'The configuration of the run');
}
