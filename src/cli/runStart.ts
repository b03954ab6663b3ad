import { stepsPerEpoch, trainCount } from '../core/configuration';
import { mnist } from '../core/dataset';
import { describeAugmentation } from '../core/augmentationChoices';
import { describePosition } from '../core/describeCheckpoint';
import { describeLayer, describeShapes } from '../core/describeLayers';
import { formatCount } from '../core/formatCount';
import { parameterCount, placeLayers } from '../core/layers';
import { modelTitle } from '../core/models';
import { describeOptimizer } from '../core/optimizer';
import type { RunSnapshot } from '../core/run';
import { constantSchedule, describeSchedule } from '../core/schedule';
import type { SessionSnapshot } from '../host/session';
import type { Output } from './output';

/** Shows what a run trains on, what it trains, and how; of how, what is as plain as can be is left out. */
export function showStart({ run, stepsPerEpoch: steps, epoch, step }: RunSnapshot, { engine }: SessionSnapshot, output: Output): void {
  const { configuration, dataset } = run;
  const { model, batchSize, optimizer, schedule, labelSmoothing, augmentation, earlyStopping, rounds, layers, validationCount, seed } = configuration;
  const images = trainCount(configuration);
  const lastBatch = images - (stepsPerEpoch(images, batchSize) - 1) * batchSize;
  const row = (label: string, text: string) => output.line(`${label.padEnd(9)} ${text}`);

  row('Dataset', `${dataset.name}, ${formatCount(mnist.trainCount)} + ${formatCount(mnist.testCount)} images, SHA-256 ${dataset.hash.slice(0, 16)}`);
  row('Engine', `${run.engine.description}: ${engine?.reason ?? ''}`);
  row('Split', `${formatCount(images)} train, ${formatCount(validationCount)} validation, ${formatCount(mnist.testCount)} test (seed ${seed})`);
  row('Model', `${modelTitle(model)}, ${formatCount(parameterCount(layers))} parameters`);
  for (const layer of placeLayers(layers)) row('', `${layer.name.padEnd(8)} ${describeShapes(layer).padEnd(26)} ${describeLayer(layer)}`);
  row('Recipe', `${configuration.recipe}: ${describeOptimizer(optimizer)}, batch ${batchSize} (${steps} steps, the last of ${lastBatch}), ${describeRounds(rounds)}`);
  const schedules = describeSchedule(schedule);
  if (schedules !== describeSchedule(constantSchedule)) row('Schedule', schedules);
  if (labelSmoothing > 0) row('Smoothing', `${labelSmoothing} of each label is spread over all ten digits`);
  if (augmentation) row('Bent by', describeAugmentation(augmentation));
  if (earlyStopping) row('Ends', `early, after ${describeEpochs(earlyStopping.patience)} without a better validation accuracy`);
  const resumed = run.resumed?.at(-1);
  if (resumed) row('Resumed', `${describePosition({ epoch, step })} of run ${run.id}, ${resumed.exact ? 'exactly' : 'inexactly: on another engine than before'}`);
  output.line();
  output.object({
    type: 'start',
    run: run.id,
    resumed,
    dataset,
    engine: { ...run.engine, reason: engine?.reason },
    split: { train: images, validation: validationCount, test: mnist.testCount },
    parameters: parameterCount(layers),
    configuration,
  });
}

function describeRounds(rounds: readonly number[]): string {
  const [first = 0] = rounds;
  if (rounds.length === 1) return describeEpochs(first);
  return rounds.every((epochs) => epochs === first) ? `${rounds.length} x ${describeEpochs(first)}` : `${rounds.join(' + ')} epochs`;
}

function describeEpochs(count: number): string {
  return count === 1 ? '1 epoch' : `${count} epochs`;
}
