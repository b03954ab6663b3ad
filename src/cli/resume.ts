import { parse } from '../core/parse';
import { epochsSchema, learningRateSchema } from '../core/configuration';
import type { EnginePreference } from '../protocol/trainerContract';
import { engineSettings, keepCheckpoints, type Context } from './context';
import { findRunFolder } from './runArgument';
import { reportRun } from './runReport';

export interface ResumeOptions {
  readonly inexact?: boolean;
  readonly epochs?: number;
  readonly learningRate?: number;
  readonly engine: EnginePreference;
  readonly threads?: number;
}

/** `mnist resume RUN`: goes on with a run to its end, or trains a finished one for more epochs. Returns the exit code. */
export async function resume(argument: string, options: ResumeOptions, context: Context): Promise<number> {
  const { inexact = false, epochs, learningRate } = options;
  const mend = 'Change it to a value within these limits.';
  if (epochs !== undefined) parse(epochsSchema, epochs, { code: 'configuration', what: 'The option --epochs', mend });
  if (learningRate !== undefined) parse(learningRateSchema, learningRate, { code: 'configuration', what: 'The option --learning-rate', mend });
  const folder = await findRunFolder(argument, context);
  const engine = engineSettings(context, options.engine, options.threads);
  return reportRun(() => context.session.resumeRun({ folder, inexact, epochs, learningRate, keepCheckpoints, engine, pace: 'full' }), engine, context);
}
