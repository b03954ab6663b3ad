import { models, type ModelId } from '../core/models';
import { recipes, type RecipeId } from '../core/recipes';
import type { RunPhase, RunSnapshot } from '../core/run';
import { checkpointFile } from '../host/runStore';
import type { Shown } from '../host/selection';
import type { SessionSnapshot } from '../host/session';

/** A line of the Train view: what it is, its value, and what that means for someone who sees it for the first time. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly icon: string;
  readonly meaning: string;
}

const phases: Record<RunPhase, { label: string; icon: string }> = {
  training: { label: 'Training', icon: 'loading~spin' },
  paused: { label: 'Paused', icon: 'debug-pause' },
  finished: { label: 'Finished', icon: 'check' },
  stopped: { label: 'Stopped', icon: 'debug-stop' },
  failed: { label: 'Failed', icon: 'error' },
  interrupted: { label: 'Interrupted', icon: 'debug-disconnect' },
};

/** What the view shows of a session; no rows where nothing was trained yet. */
export function describeSession({ activity, engine }: SessionSnapshot, shown: Shown | undefined): Row[] {
  const run = shown?.run;
  if (!run) {
    if (activity === 'idle') return [];
    return [{ id: 'status', label: 'Starting', value: 'loading MNIST and the engine', icon: 'loading~spin', meaning: 'The dataset is checked by its hash before it is used.' }];
  }
  return [describeStatus(run, activity), ...describeNumbers(run), ...describeOrigin(engine, run)];
}

function describeStatus(run: RunSnapshot, activity: SessionSnapshot['activity']): Row {
  const { label, icon } = phases[run.phase];
  const isGoingOn = run.phase === 'training' || run.phase === 'paused';
  const value = isGoingOn ? `epoch ${Math.min(run.epoch + 1, run.totalEpochs)} of ${run.totalEpochs}${describePosition(run)}` : `${run.epoch} of ${run.totalEpochs} epochs`;
  const meaning = run.problem ?? 'An epoch is one pass over all 50,000 training images.';
  return { id: 'status', label: activity === 'stopping' ? 'Stopping' : label, value, icon, meaning };
}

function describePosition({ phase, step, stepsPerEpoch, secondsLeft }: RunSnapshot): string {
  if (phase === 'paused') return `, batch ${step} of ${stepsPerEpoch}, saved`;
  return secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
}

function describeNumbers(run: RunSnapshot): Row[] {
  const record = run.history.at(-1);
  if (!record) return [];
  const rows: Row[] = [
    {
      id: 'valAccuracy',
      label: 'Validation accuracy',
      value: record.valAccuracy.toFixed(4),
      icon: 'target',
      meaning: 'Share of the 10,000 images kept aside that it reads correctly.',
    },
    { id: 'valLoss', label: 'Validation loss', value: record.valLoss.toFixed(4), icon: 'graph-line', meaning: 'How surprised it is by the right answers. Lower is better.' },
  ];
  if (record.trainLoss !== null && record.trainAccuracy !== null) {
    rows.push(
      {
        id: 'trainAccuracy',
        label: 'Training accuracy',
        value: record.trainAccuracy.toFixed(4),
        icon: 'mortar-board',
        meaning: 'The same on the images it learns from. Far above validation would mean learning by heart.',
      },
      { id: 'trainLoss', label: 'Training loss', value: record.trainLoss.toFixed(4), icon: 'graph-line', meaning: 'The same surprise on the images it learns from.' },
    );
  }
  if (run.phase === 'training' && run.imagesPerSecond !== undefined) {
    const value = `${Number(run.imagesPerSecond.toPrecision(2)).toLocaleString('en-US')} images/s`;
    rows.push({ id: 'speed', label: 'Speed', value, icon: 'dashboard', meaning: 'Training images a second, validation and saving included.' });
  }
  return rows;
}

function describeOrigin(engine: SessionSnapshot['engine'], run: RunSnapshot): Row[] {
  const { configuration, engine: used } = run.run;
  const rows: Row[] = [
    { id: 'model', label: 'Model', value: models[configuration.model as ModelId].title, icon: 'symbol-structure', meaning: 'The list of layers that is trained.' },
    { id: 'recipe', label: 'Recipe', value: `${recipes[configuration.recipe as RecipeId].title}, seed ${configuration.seed}`, icon: 'book', meaning: 'Optimizer, learning rate, batch size and epochs.' },
    { id: 'engine', label: 'Engine', value: used.description, icon: 'zap', meaning: engine?.description === used.description ? engine.reason : 'Where the arithmetic happened.' },
  ];
  if (run.last) rows.push({ id: 'checkpoint', label: 'Checkpoint', value: `${run.last.name}.safetensors`, icon: 'save', meaning: checkpointFile(run.folder, run.last.name) });
  return rows;
}
