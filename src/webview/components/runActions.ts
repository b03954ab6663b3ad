import type { LabState } from '../../protocol/labContract';

/** Something to do with a run. */
export interface RunAction {
  readonly id: 'train' | 'trainMore' | 'pause' | 'resume' | 'resumeRun' | 'stop' | 'evaluate' | 'showLog';
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

/** A run that ended before its time can go on from its last checkpoint, a finished one can be trained more; each can be evaluated, or looked into where it failed. */
function afterRun({ run, next, weights, isEvaluating }: LabState): readonly RunAction[] {
  const canTrain = next.configuration !== undefined;
  if (!run) return [{ id: 'train', label: 'Train', icon: 'play', isEnabled: canTrain }];
  const trainAgain: RunAction = { id: 'train', label: 'Train Again', icon: 'debug-restart', isEnabled: canTrain };
  const evaluate: RunAction = { id: 'evaluate', label: isEvaluating ? 'Evaluating' : 'Evaluate', icon: 'beaker', isEnabled: weights !== undefined && !isEvaluating };
  if (run.phase === 'elsewhere') return [trainAgain, evaluate];
  if (run.phase === 'finished') return [{ id: 'trainMore', label: 'Train More', icon: 'play', isEnabled: weights !== undefined }, trainAgain, evaluate];
  const resume: RunAction = { id: 'resumeRun', label: 'Resume', icon: 'debug-continue', isEnabled: true };
  return [resume, trainAgain, run.phase === 'failed' ? { id: 'showLog', label: 'Show Log', icon: 'output', isEnabled: true } : evaluate];
}

function pause(isEnabled: boolean): RunAction {
  return { id: 'pause', label: 'Pause', icon: 'debug-pause', isEnabled };
}

function stop(isEnabled: boolean): RunAction {
  return { id: 'stop', label: isEnabled ? 'Stop' : 'Stopping', icon: 'debug-stop', isEnabled };
}
