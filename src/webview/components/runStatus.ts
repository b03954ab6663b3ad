import { totalEpochs, trainCount, type RunConfiguration } from '../../core/configuration';
import { formatCount } from '../../core/formatCount';
import type { RunPosition } from '../../core/formats/checkpoint';
import { multiplicationCount } from '../../core/layers';
import { describeEarlyEnd, type RunSnapshot } from '../../core/run';
import type { LabState } from '../../protocol/labContract';

/** Where things stand, in words: what the view shows above and below the progress bar. */
export interface RunStatus {
  readonly kind: 'empty' | 'busy' | 'training' | 'paused' | 'finished' | 'ended' | 'interrupted' | 'elsewhere' | 'failed';
  readonly title: string;
  /** At the right of the title. */
  readonly aside: string;
  /** Share of the steps that are done, 0 to 1; absent while there is nothing to count. */
  readonly share: number | undefined;
  /** Below the bar, left and right. */
  readonly detail?: readonly [string, string];
  /** What happened and what to do next, where the buttons do not say it all. */
  readonly explanation?: string | undefined;
}

/** Of forward and backward together, on two cores; only the order of magnitude counts. */
const multiplicationsPerSecond = 2e10;

export function describeStatus(lab: LabState): RunStatus {
  const { activity, run } = lab;
  if (activity === 'starting') {
    return { kind: 'busy', title: 'Loading MNIST', aside: '60,000 images', share: undefined, detail: ['checking its hash', ''] };
  }
  if (!run) return { kind: 'empty', title: 'Nothing trained yet', aside: '60,000 images ready', share: 0, explanation: describeTrain(lab) };
  if (activity === 'stopping') return { kind: 'busy', title: 'Stopping', aside: 'saving', share: shareOf(run), detail: describePosition(run) };
  return describeRun(run);
}

/** What Train will do, and how long it takes: the first thing that a person reads here. */
function describeTrain({ next, pace }: LabState): string | undefined {
  const { configuration } = next;
  if (!configuration) return undefined;
  const epochs = totalEpochs(configuration);
  const images = formatCount(trainCount(configuration));
  const time = pace === 'watch' ? `at least ${describeSeconds(epochs)}` : describeTime(configuration);
  const goal = next.isCustom || next.recipe !== 'notebook' ? '.' : ', and this model reads six digits out of seven.';
  return `Press Train: it looks at ${images} digits, ${epochs} ${epochs === 1 ? 'time' : 'times'} each. That takes ${time}${goal}`;
}

/** About how long it takes on a usual computer. */
function describeTime(configuration: RunConfiguration): string {
  const seconds = (multiplicationCount(configuration.layers) * trainCount(configuration) * totalEpochs(configuration)) / multiplicationsPerSecond;
  if (seconds < 10) return 'a few seconds';
  return seconds < 60 ? 'less than a minute' : 'some minutes';
}

function describeRun(run: RunSnapshot): RunStatus {
  const { phase, epoch, totalEpochs: total, problem } = run;
  const current = `epoch ${Math.min(epoch + 1, total)} of ${total}`;
  const share = shareOf(run);
  switch (phase) {
    case 'training':
      return { kind: 'training', title: capitalize(current), aside: describeLeft(run), share, detail: describePosition(run), explanation: problem };
    case 'paused':
      return { kind: 'paused', title: `Paused in ${current}`, aside: 'saved', share, detail: describePosition(run), explanation: problem };
    case 'finished':
      if (total === 0) return { kind: 'finished', title: 'Imported weights', aside: '', share, explanation: problem ?? 'Draw, evaluate them, or press Train More to train them on.' };
      return { kind: 'finished', title: `Finished ${epoch} of ${total}`, aside: describeDuration(run), share: 1, detail: describeKept(run), explanation: problem ?? describeEarlyEnd(run) };
    case 'stopped':
      return { kind: 'ended', title: `Stopped in ${current}`, aside: 'saved', share, detail: describeKept(run), explanation: problem ?? 'Resume goes on from its checkpoint, as if it had never been stopped.' };
    case 'interrupted':
      return { kind: 'interrupted', title: `Interrupted in ${current}`, aside: '', share, detail: describeKept(run), explanation: describeInterruption(run) };
    case 'elsewhere':
      return { kind: 'elsewhere', title: `Training in another window, ${current}`, aside: '', share, detail: describeKept(run), explanation: 'Another window or terminal trains this run. It can be looked at here until it ends there.' };
    case 'failed':
      return { kind: 'failed', title: `Failed in ${current}`, aside: '', share, detail: describeKept(run), explanation: describeFailure(run) };
  }
}

function describeInterruption({ problem = 'VS Code ended before the run did.', last }: RunSnapshot): string {
  return `${problem} ${last ? `Resume goes on from ${nameOfPlace(last)}.` : 'Nothing was saved before that: Resume starts from the beginning.'}`;
}

function describeFailure({ problem = 'It failed for no known reason.', last }: RunSnapshot): string {
  return last ? `${problem} Resume goes on from ${nameOfPlace(last)}, with the learning rate that you choose.` : problem;
}

function shareOf({ epoch, step, stepsPerEpoch, totalEpochs: total }: RunSnapshot): number {
  return total === 0 ? 1 : Math.min(1, (epoch + step / stepsPerEpoch) / total);
}

function describePosition({ step, stepsPerEpoch, imagesPerSecond }: RunSnapshot): readonly [string, string] {
  const speed = imagesPerSecond === undefined ? '' : `${formatCount(Number(imagesPerSecond.toPrecision(3)))} images/s`;
  return [`batch ${step} of ${stepsPerEpoch}`, speed];
}

/** The checkpoint that was written last, and the one with the best validation accuracy. */
function describeKept({ last, best }: RunSnapshot): readonly [string, string] {
  return [last ? `last checkpoint: ${nameOfPlace(last)}` : 'no checkpoint', best ? `best: ${nameOfPlace(best)}` : ''];
}

function nameOfPlace({ epoch, step }: RunPosition): string {
  return step === 0 ? `epoch ${epoch}` : `epoch ${epoch + 1}, batch ${step}`;
}

function describeLeft({ secondsLeft }: RunSnapshot): string {
  return secondsLeft === undefined ? '' : `${describeSeconds(Math.ceil(secondsLeft))} left`;
}

/** Training and validation of all its epochs; time in a pause does not count. */
function describeDuration({ history }: RunSnapshot): string {
  return describeSeconds(history.reduce((sum, { seconds }) => sum + seconds, 0));
}

/** How long a run that is not finished has trained, without pauses: its epochs, and what it has done of the next one. */
export function describeTrained({ phase, history, step, stepsPerEpoch, imagesPerSecond, run }: RunSnapshot): string {
  if (phase === 'finished') return '';
  const epochs = history.reduce((sum, { seconds }) => sum + seconds, 0);
  const last = history.findLast(({ epoch }) => epoch > 0);
  // At a slowed pace there are fewer images a second than it can.
  const first = imagesPerSecond === undefined ? 0 : (step * run.configuration.batchSize) / imagesPerSecond;
  return `${describeSeconds(epochs + (last ? (step / stepsPerEpoch) * last.seconds : first))} trained`;
}

/** "1.4 s", "24 s", "3 min". */
export function describeSeconds(seconds: number): string {
  if (seconds >= 90) return `${Math.round(seconds / 60)} min`;
  return seconds >= 10 || Number.isInteger(seconds) ? `${Math.round(seconds)} s` : `${seconds.toFixed(1)} s`;
}

function capitalize(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** Whether Train would do something else than the run that goes on: what is changed meanwhile waits for the next run. */
export function isForNextRun({ goingOn, run, next }: LabState): boolean {
  if (!goingOn || !next.configuration || run?.run.id !== goingOn.id) return false;
  return withoutInterventions(next.configuration) !== withoutInterventions(run.run.configuration);
}

function withoutInterventions(configuration: RunConfiguration): string {
  return JSON.stringify({ ...configuration, interventions: [] });
}
