import { describeSearch, searchSteps, type RateSearch } from '../core/learningRateFinder';
import { configurationOf, type RecipeId } from '../core/recipes';
import type { EnginePreference } from '../protocol/trainerContract';
import { engineSettings, type Context } from './context';
import { exitCode } from './exitCode';
import { stopOnInterrupt } from './interrupts';
import { readEdits, type EditOptions } from './trainEdits';

export interface FindRateOptions extends EditOptions {
  readonly recipe: RecipeId;
  readonly seed: number;
  readonly engine: EnginePreference;
  readonly threads: number;
}

/** A line of the table for so many steps: some two a decade. */
const tableStride = 14;

/** `mnist find-rate`: tries learning rates by a recipe, and suggests one. Returns the exit code. */
export async function findRate(options: FindRateOptions, context: Context): Promise<number> {
  const { session, output, workingFolder } = context;
  const { recipe, seed } = options;
  const configuration = configurationOf(recipe, seed, await readEdits(recipe, options, workingFolder));
  const engine = engineSettings(context, options.engine, options.threads);
  const stopListening = stopOnInterrupt(() => void session.stopSearch());
  const losses = await session.findLearningRate(configuration, engine, ({ length }) => output.progress(`rate ${length} of ${searchSteps}`));
  stopListening();
  output.progress(undefined);
  if (!losses) {
    output.line('Stopped before the search had come to an end.');
    return exitCode.interrupted;
  }
  const search = describeSearch(losses);
  showTable(search, context);
  output.line();
  output.line(search.suggestion === undefined ? 'The loss fell at no rate, so none is suggested.' : `Suggested learning rate: ${search.suggestion}, where the loss falls fastest`);
  output.object({ type: 'suggestion', learningRate: search.suggestion ?? null });
  return exitCode.ok;
}

function showTable({ learningRates, losses, smoothed }: RateSearch, { output }: Context): void {
  output.line('     rate      loss  smoothed');
  learningRates.forEach((learningRate, step) => {
    const [loss = NaN, average = NaN] = [losses[step], smoothed[step]];
    output.object({ type: 'rate', learningRate, loss, smoothed: average });
    if (step % tableStride === 0 || step === losses.length - 1) output.line(`${learningRate.toPrecision(2).padStart(9)} ${loss.toFixed(4).padStart(9)} ${average.toFixed(4).padStart(9)}`);
  });
}
