import type { RunSummary } from '../../protocol/labContract';
import { describePhase } from './describeRun';

/** The runs whose title, model, recipe or status have every word of the text in them, whatever their case. */
export function filterRuns(runs: readonly RunSummary[], text: string): readonly RunSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return runs.filter((run) => {
    const searched = [run.title, run.model, run.recipe, run.phase, describePhase(run.phase), run.starred ? 'starred' : ''].join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}
