import { augmentationChoiceOf, describeAugmentation } from '../../core/augmentationChoices';
import { chosenLearningRate, learningRateAt, stepsPerEpoch, totalEpochs, trainCount, type RunConfiguration } from '../../core/configuration';
import { describePosition } from '../../core/describeCheckpoint';
import { describeLayer } from '../../core/describeLayers';
import { formatCount } from '../../core/formatCount';
import { parameterCount, placeLayers, type LayerList } from '../../core/layers';
import { optimizerChoiceOf, optimizerChoices } from '../../core/optimizerChoices';
import { constantSchedule, describeSchedule } from '../../core/schedule';
import { scheduleChoices } from '../../core/scheduleChoices';

/** A field of a configuration with what it means. */
export interface SettingText {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

export function describeModel({ model, layers }: RunConfiguration): SettingText {
  return { name: 'Model', value: model, meaning: describeLayers(layers) };
}

export function describeOptimizer({ optimizer }: Pick<RunConfiguration, 'optimizer'>): SettingText {
  const { title, meaning } = optimizerChoices[optimizerChoiceOf(optimizer)];
  const momentum = optimizer.kind === 'sgd' && optimizer.momentum > 0 ? ` ${optimizer.momentum}` : '';
  return { name: 'Optimizer', value: `${title}${momentum}`, meaning };
}

/** The learning rate that was chosen for a step of a run, since when it is not what the run began with, and what the schedule makes of it. */
export function describeLearningRate(configuration: RunConfiguration, step: number, steps: number): SettingText {
  const value = chosenLearningRate(configuration, step);
  const change = configuration.interventions.findLast((intervention) => intervention.step <= step);
  const from = change && describePosition({ epoch: Math.floor(change.step / steps), step: change.step % steps });
  const meaning = from === undefined ? 'How far one step goes.' : `How far one step goes. Since ${from === 'untrained' ? 'the start' : from}; the run began with ${configuration.optimizer.learningRate}.`;
  const present = learningRateAt(configuration, step, steps);
  const scheduled = present === value ? '' : ` The schedule has it at ${Number(present.toPrecision(3))} now.`;
  return { name: 'Learning rate', value: String(value), meaning: `${meaning}${scheduled}` };
}

/** What a run does beside following gradients at one rate; nothing of what it does not. */
export function describeExtras({ optimizer, schedule, labelSmoothing, augmentation, earlyStopping }: RunConfiguration): SettingText[] {
  const extras: SettingText[] = [];
  if (optimizer.weightDecay > 0) extras.push({ name: 'Weight decay', value: String(optimizer.weightDecay), meaning: 'How strongly weights are drawn to 0.' });
  const schedules = describeSchedule(schedule);
  if (schedules !== describeSchedule(constantSchedule)) extras.push({ name: 'Schedule', value: schedules, meaning: scheduleChoices[schedule.kind].meaning });
  if (labelSmoothing > 0) extras.push({ name: 'Label smoothing', value: String(labelSmoothing), meaning: 'Part of each label that is spread over all ten digits.' });
  if (augmentation) extras.push({ name: 'Augmentation', value: augmentationChoiceOf(augmentation) ?? 'custom', meaning: `Images are bent anew each time: ${describeAugmentation(augmentation)}.` });
  if (earlyStopping) extras.push({ name: 'Early stopping', value: String(earlyStopping.patience), meaning: 'Epochs without a better validation accuracy that end the run.' });
  return extras;
}

export function describeBatchSize(configuration: RunConfiguration): SettingText {
  const { batchSize } = configuration;
  const images = trainCount(configuration);
  const steps = stepsPerEpoch(images, batchSize);
  const lastBatch = images - (steps - 1) * batchSize;
  const last = lastBatch === batchSize ? '' : `, the last has ${lastBatch}`;
  return { name: 'Batch size', value: String(batchSize), meaning: `Images per step; ${formatCount(steps)} steps make an epoch${last}.` };
}

export function describeEpochs(configuration: RunConfiguration): SettingText {
  const { rounds } = configuration;
  const meaning = rounds.length > 1 ? `Passes over the training images, in rounds of ${rounds.join(', ')}.` : 'Passes over the training images.';
  return { name: 'Epochs', value: String(totalEpochs(configuration)), meaning };
}

export function describeSplit(configuration: RunConfiguration): SettingText {
  const [train, validation] = [trainCount(configuration), configuration.validationCount].map(formatCount);
  return { name: 'Split', value: `${train} + ${validation}`, meaning: 'Train and validation. The test file stays closed.' };
}

export function describeSeed({ seed }: RunConfiguration): SettingText {
  return { name: 'Seed', value: String(seed), meaning: 'Same seed, same run, to the last bit.' };
}

/** "One layer, 784 × 10 weights and 10 biases: 7,850 numbers." */
function describeLayers(layers: LayerList): string {
  const count = layers.length === 1 ? 'One layer' : `${layers.length} layers`;
  return `${count}, ${placeLayers(layers).map(describeLayer).join('; ')}: ${formatCount(parameterCount(layers))} numbers.`;
}
