import { isResumable, type RunPhase } from '../../core/run';
import type { RunSummary } from '../../protocol/labContract';

type Phase = RunPhase | 'broken';

/** What stands behind a run's title where its numbers do not say it. */
const words: Record<Phase, string> = {
  training: '',
  paused: 'paused',
  finished: '',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'interrupted',
  elsewhere: 'training in another window',
  broken: 'cannot be opened',
};

/** The icon of each status, of VS Code's codicons. */
export const phaseIcons: Record<Phase, string> = {
  // Not one that spins: an animation has the whole window painted anew sixty times a second, beside a run that needs the time.
  training: 'play-circle',
  paused: 'debug-pause',
  finished: 'check',
  stopped: 'circle-slash',
  failed: 'error',
  interrupted: 'history',
  elsewhere: 'lock',
  broken: 'warning',
};

/** A run of no epochs, which holds weights from elsewhere. */
const imported = 'imported';

/** The word for a run's status, for filters, screen readers and tooltips. */
export function describePhase(phase: Phase): string {
  return words[phase] || phase;
}

/** What a run is called, and when it was begun where the name does not stand for it: the time would push its numbers out of sight. */
export function splitTitle({ title, model, recipe }: RunSummary): { readonly label: string; readonly time: string | undefined } {
  const name = `${model ?? ''}-${recipe ?? ''}`;
  return title.startsWith(`${name}, `) ? { label: name, time: title.slice(name.length + 2) } : { label: title, time: undefined };
}

/**
 * What stands behind a run's title: "0.8156 · 7/20", "0.9087 · stopped 9/20", "failed: the loss became NaN". The best
 * validation accuracy comes first, bare, as a narrow list cuts off the end; the tooltip and a screen reader name it.
 */
export function describeRun(run: RunSummary): string {
  const { phase, epoch, totalEpochs, bestValAccuracy, problem, starred } = run;
  const star = starred ? '★ ' : '';
  if ((phase === 'failed' || phase === 'broken') && problem !== undefined) return `${star}${words[phase]}: ${problem}`;
  const progress = totalEpochs === 0 ? imported : `${words[phase]}${phase === 'elsewhere' ? ' ·' : ''} ${epoch}/${totalEpochs}`.trim();
  const best = bestValAccuracy?.toFixed(4);
  return `${star}${[best, progress, splitTitle(run).time].filter((part) => part !== undefined).join(' · ')}`;
}

/** A run as a screen reader says it: "softmax-notebook, 25 Nov 14:32:07, interrupted, epoch 9 of 20, best validation accuracy 0.9087". */
export function speakRun(run: RunSummary): string {
  const { title, phase, epoch, totalEpochs, bestValAccuracy, problem, starred } = run;
  const best = bestValAccuracy === undefined ? undefined : `best validation accuracy ${bestValAccuracy.toFixed(4)}`;
  const status = phase === 'broken' ? [describePhase(phase)] : totalEpochs === 0 ? [imported] : [describePhase(phase), `epoch ${epoch} of ${totalEpochs}`];
  return [title, starred ? 'starred' : undefined, ...status, best, problem].filter((part) => part !== undefined).join(', ');
}

/**
 * What can be done with a run, as words that `when` clauses look for in `viewItem`: `run` for one that can be opened, `idle`
 * where nobody works on it, `resumable`, `weights` where it has a checkpoint, and `starred` or `unstarred`.
 */
export function runContext({ phase, starred, bestValAccuracy }: RunSummary): string {
  if (phase === 'broken') return 'broken idle';
  const words = {
    run: true,
    idle: phase !== 'training' && phase !== 'paused' && phase !== 'elsewhere',
    resumable: isResumable({ phase }),
    weights: bestValAccuracy !== undefined,
    starred,
    unstarred: !starred,
  };
  return Object.entries(words).flatMap(([word, holds]) => (holds ? [word] : [])).join(' ');
}
