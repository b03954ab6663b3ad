import type { LabState } from '../../protocol/labContract';

/** Something to do with a run. */
export interface RunAction {
  readonly id: 'train' | 'pause' | 'resume' | 'stop' | 'evaluate' | 'showLog';
  readonly label: string;
  readonly icon: string;
  readonly isEnabled: boolean;
}

/** What can be done now, the likeliest first; what cannot be done at this moment but soon is there, disabled. */
export function runActions(lab: LabState): readonly RunAction[] {
  switch (lab.activity) {
    case 'starting':
      return [{ id: 'train', label: 'Train', icon: 'play', isEnabled: false }, stop(true)];
    case 'stopping':
      return [pause(false), stop(false)];
    case 'training':
      return [lab.goingOn?.phase === 'paused' ? { id: 'resume', label: 'Resume', icon: 'play', isEnabled: true } : pause(true), stop(true)];
    case 'idle':
      return afterRun(lab);
  }
}

/** A run that ended cannot go on: it can be evaluated, or looked into where it failed, and trained anew. */
function afterRun({ run, next, weights, isEvaluating }: LabState): readonly RunAction[] {
  const canTrain = next.configuration !== undefined;
  if (!run) return [{ id: 'train', label: 'Train', icon: 'play', isEnabled: canTrain }];
  const trainAgain: RunAction = { id: 'train', label: 'Train Again', icon: 'debug-restart', isEnabled: canTrain };
  if (run.phase === 'failed') return [trainAgain, { id: 'showLog', label: 'Show Log', icon: 'output', isEnabled: true }];
  const label = isEvaluating ? 'Evaluating' : 'Evaluate';
  return [trainAgain, { id: 'evaluate', label, icon: 'beaker', isEnabled: weights !== undefined && !isEvaluating }];
}

function pause(isEnabled: boolean): RunAction {
  return { id: 'pause', label: 'Pause', icon: 'debug-pause', isEnabled };
}

function stop(isEnabled: boolean): RunAction {
  return { id: 'stop', label: isEnabled ? 'Stop' : 'Stopping', icon: 'debug-stop', isEnabled };
}
