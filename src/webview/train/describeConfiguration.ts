import { chosenLearningRate, stepsPerEpoch, totalEpochs, trainCount, type RunConfiguration } from '../../core/configuration';
import { describePosition } from '../../core/describeCheckpoint';
import { describeLayer } from '../../core/describeLayers';
import { formatCount } from '../../core/formatCount';
import { parameterCount, placeLayers, type LayerList } from '../../core/layers';

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
  const name = 'Optimizer';
  if (optimizer.kind !== 'sgd') {
    const value = optimizer.kind === 'adam' ? 'Adam' : `AdamW, decay ${optimizer.weightDecay}`;
    return { name, value, meaning: 'Each step moves every weight against the average of its gradients, by their usual size.' };
  }
  const { momentum, nesterov } = optimizer;
  if (momentum === 0) return { name, value: 'SGD', meaning: 'Each step moves every weight against its gradient.' };
  return { name, value: `SGD, ${nesterov ? 'Nesterov' : 'momentum'} ${momentum}`, meaning: 'Each step moves every weight on in the direction of its last steps, and against its gradient.' };
}

/** The learning rate of a run at a step of it, and since when it is not what the run began with. */
export function describeLearningRate(configuration: RunConfiguration, step: number, steps: number): SettingText {
  const value = chosenLearningRate(configuration, step);
  const change = configuration.interventions.findLast((intervention) => intervention.step <= step);
  const from = change && describePosition({ epoch: Math.floor(change.step / steps), step: change.step % steps });
  const meaning = from === undefined ? 'How far one step goes.' : `How far one step goes. Since ${from === 'untrained' ? 'the start' : from}; the run began with ${configuration.optimizer.learningRate}.`;
  return { name: 'Learning rate', value: String(value), meaning };
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
