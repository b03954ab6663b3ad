import { formatCount } from '../core/formatCount';
import type { ModelId } from '../core/models';
import type { EnginePreference, EvaluationSplit } from '../protocol/trainerContract';
import { findCheckpoint } from './checkpointArgument';
import { engineSettings, type Context } from './context';
import { exitCode } from './exitCode';
import { type Output } from './output';

export interface EvaluateOptions {
  readonly model?: ModelId;
  readonly split: EvaluationSplit;
  readonly engine: EnginePreference;
  readonly threads?: number;
  readonly seed?: number;
}

/** `mnist evaluate CHECKPOINT`: loss, accuracy and confusion matrix. Returns the exit code. */
export async function evaluate(argument: string, options: EvaluateOptions, context: Context): Promise<number> {
  const { output, session } = context;
  const weights = await findCheckpoint(argument, context, options.model);
  const { evaluation } = await session.evaluate(weights, options.split, engineSettings(context, options.engine, options.threads), options.seed);
  const { n, loss, accuracy, confusion } = evaluation;
  output.line(`${options.split === 'test' ? 'Test' : 'Validation'}: loss ${loss.toFixed(4)}, accuracy ${accuracy.toFixed(4)}, ${formatCount(n)} images`);
  output.line('Each image has the same weight in the loss; the notebook averages the means of its batches.');
  showConfusion(confusion, output);
  output.object({ type: 'summary', ...evaluation });
  return exitCode.ok;
}

/** `confusion[label][predicted]` as a table. */
export function showConfusion(confusion: readonly (readonly number[])[], output: Output): void {
  output.line();
  output.line('label     read as 0     1     2     3     4     5     6     7     8     9');
  confusion.forEach((row, label) => output.line(`${String(label).padStart(5)}          ${row.map((count) => String(count).padStart(6)).join('').slice(3)}`));
}
