import { StepSeries } from '../../core/stepSeries';
import type { LabState } from '../../protocol/labContract';
import { findLabFolder } from '../labFolder';
import type { Lab } from '../lab';
import { describeNextRun } from '../nextRun';
import { readSetting } from '../settings';
import type { LabTruth } from './labFeed';

/** What the pages show, put together from what host and settings know. */
export function labTruth(lab: Lab): LabTruth {
  const series = new StepSeries();
  return {
    state(): LabState {
      const { activity, engine, run } = lab.session.snapshot;
      const { note } = findLabFolder(lab.context);
      return {
        activity,
        ...(engine ? { engine } : {}),
        ...(note === undefined ? {} : { note }),
        pace: readSetting('pace'),
        next: describeNextRun(lab.context.workspaceState),
        runs: run ? [{ id: run.run.id, model: run.run.configuration.model, recipe: run.run.configuration.recipe, phase: run.phase, epoch: run.epoch, totalEpochs: run.totalEpochs, ...(run.best?.valAccuracy ? { bestValAccuracy: run.best.valAccuracy } : {}) }] : [],
        ...(run && activity !== 'idle' ? { goingOn: { id: run.run.id, phase: run.phase, epoch: run.epoch, totalEpochs: run.totalEpochs } } : {}),
        ...(run ? { run: run as NonNullable<LabState['run']> } : {}),
        ...(run && activity !== 'idle' ? { weights: { kind: 'live' } as const } : run?.last ? { weights: { kind: 'checkpoint', checkpoint: run.last } as const } : {}),
        isEvaluating: false,
        digitCount: 0,
      };
    },
    steps: () => series,
  };
}
