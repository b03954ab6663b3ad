import { epochsSchema, chosenLearningRate, learningRateSchema, totalEpochs } from '../core/configuration';
import { describePosition } from '../core/describeCheckpoint';
import type { CheckpointReference } from '../core/formats/runFile';
import { endedEarly, type RunSnapshot } from '../core/run';
import { UserError } from '../core/userError';
import { checkpointFile } from '../host/runStore';
import { askNumber } from './askNumber';
import type { Lab } from './lab';
import { continueRun } from './resume';
import { runRequest } from './train';
import { watchRun } from './watchRun';

/** As many as the notebook's `fit` is called with each time. */
const usualEpochs = 5;

/**
 * "MNIST: Train More...": more epochs from the shown weights. From the last checkpoint of a finished run they are another
 * round of that run; from any other a new run begins, which names its parent. The question says which.
 */
export async function trainMore(lab: Lab, showRun: () => void): Promise<void> {
  const { run, weights } = lab.selection.shown ?? {};
  if (!run || weights?.kind !== 'checkpoint') throw new UserError('no-model', 'There are no saved weights to go on from. Train a model first, or wait for the end of the run.');
  const { checkpoint } = weights;
  // A run that early stopping ended is over: more epochs of it would end at once.
  const isSameRun = run.phase === 'finished' && !endedEarly(run) && checkpoint.name === run.last?.name;
  const step = checkpoint.epoch * run.stepsPerEpoch + checkpoint.step;

  const epochs = await askNumber({ title: 'Train More (1/2)', name: 'The number of epochs', prompt: describeEpochs(run, checkpoint, isSameRun), value: usualEpochs, schema: epochsSchema });
  if (epochs === undefined) return;
  const now = chosenLearningRate(run.run.configuration, step);
  const learningRate = await askNumber({ title: 'Train More (2/2)', name: 'The learning rate', prompt: `Learning rate: the run's is ${now}.`, value: now, schema: learningRateSchema });
  if (learningRate === undefined) return;
  if (isSameRun) return continueRun(lab, showRun, run, { epochs, learningRate });

  const { configuration } = run.run;
  const request = {
    configuration: { ...configuration, rounds: [epochs], optimizer: { ...configuration.optimizer, learningRate }, interventions: [] },
    runsFolder: lab.runsFolder(),
    parent: checkpointFile(run.folder, checkpoint.name),
    ...runRequest(lab),
  };
  await watchRun(lab, showRun, lab.session.train(request));
}

function describeEpochs({ run, phase }: RunSnapshot, checkpoint: CheckpointReference, isSameRun: boolean): string {
  if (isSameRun) return `How many epochs more? They are another round of this run, after its ${totalEpochs(run.configuration)}.`;
  const instead = phase === 'finished' ? '' : ' Resume goes on with this run instead.';
  return `How many epochs? A new run begins with these weights (${describePosition(checkpoint, run)}), and names this run as its parent.${instead}`;
}
