import { isGoingOn } from '../../core/run';
import { StepSeries } from '../../core/stepSeries';
import { UserError } from '../../core/userError';
import type { LabState } from '../../protocol/labContract';
import type { Lab } from '../lab';
import { findLabFolder } from '../labFolder';
import { describeNextRun } from '../nextRun';
import { readSetting } from '../settings';
import type { LabTruth } from './labFeed';

const noSteps = new StepSeries();

/** What the pages show, put together from what the host and the settings know. */
export function labTruth({ context, session, selection, catalogue, digits, testSet, rateFinder }: Lab): LabTruth {
  return {
    state(): LabState {
      const { activity, engine, run: own } = session.snapshot;
      const { run, weights } = selection.shown ?? {};
      const goingOn = own && isGoingOn(own) ? { id: own.run.id, phase: own.phase, epoch: own.epoch, totalEpochs: own.totalEpochs } : undefined;
      return {
        activity,
        engine,
        ...readSettings(context),
        runs: [...catalogue.runs],
        goingOn,
        run,
        weights,
        report: testSet.report,
        isEvaluating: testSet.isEvaluating,
        rateSearch: rateFinder.state,
        digitCount: digits.count,
      };
    },
    steps: () => selection.shown?.steps ?? noSteps,
  };
}

/** A setting that cannot be must not keep the pages from showing what there is: `next` says what is wrong. */
function readSettings(context: Lab['context']): Pick<LabState, 'note' | 'pace' | 'next'> {
  const next = describeNextRun(context.workspaceState);
  try {
    return { next, note: findLabFolder(context).note, pace: readSetting('pace') };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { next: { ...next, configuration: undefined, problem: next.problem ?? error.message }, pace: 'full' };
  }
}
