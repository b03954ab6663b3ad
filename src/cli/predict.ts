import { basename, resolve } from 'node:path';
import { pictureToImage } from '../core/drawing/pictureToImage';
import { classCount } from '../core/layers';
import { mostProbable } from '../core/metrics';
import type { ModelId } from '../core/models';
import type { EngineSettings } from '../host/trainerSupervisor';
import { readPngFile } from '../node/pngFile';
import type { EnginePreference, Weights } from '../protocol/trainerContract';
import { findCheckpoint } from './checkpointArgument';
import { engineSettings, type Context } from './context';
import { exitCode } from './exitCode';
import type { Output } from './output';
import { predictDrawings } from './predictDrawings';

export interface PredictOptions {
  readonly model?: ModelId;
  readonly index?: number;
  readonly image?: string;
  readonly strokes?: string;
  readonly engine: EnginePreference;
  readonly threads?: number;
}

/** `mnist predict CHECKPOINT`: what the model reads in a test image, a PNG file or a file of drawings. Returns the exit code. */
export async function predict(argument: string, options: PredictOptions, context: Context): Promise<number> {
  const weights = await findCheckpoint(argument, context, options.model);
  const engine = engineSettings(context, options.engine, options.threads);
  if (options.strokes !== undefined) return predictDrawings(options.strokes, weights, engine, context);
  if (options.image !== undefined) return predictPicture(options.image, weights, engine, context);
  return predictTestImage(options.index ?? 0, weights, engine, context);
}

async function predictTestImage(testIndex: number, weights: Weights, engine: EngineSettings, context: Context): Promise<number> {
  const { digit, probabilities, label } = await context.session.predict(weights, testIndex, engine);
  const probability = probabilities[digit] ?? 0;
  context.output.line(`Test image ${testIndex} is read as ${digit} (${(100 * probability).toFixed(1)} %), its label is ${label}`);
  showProbabilities(probabilities, context.output);
  context.output.object({ type: 'prediction', index: testIndex, digit, probability, probabilities, label });
  return exitCode.ok;
}

async function predictPicture(file: string, weights: Weights, engine: EngineSettings, context: Context): Promise<number> {
  const { output, session, workingFolder } = context;
  const image = pictureToImage(await readPngFile(resolve(workingFolder, file)));
  if (!image) {
    output.line(`There is no ink in ${basename(file)}: nothing to read.`);
    output.object({ type: 'prediction', index: 0, digit: null, probability: null, probabilities: null });
    return exitCode.ok;
  }
  const read = await session.read(weights, image, engine);
  const probabilities = [...read.probabilities];
  const digit = mostProbable(probabilities);
  const probability = probabilities[digit] ?? 0;
  output.line(`${basename(file)} is read as ${digit} (${(100 * probability).toFixed(1)} %)`);
  showProbabilities(probabilities, output);
  output.object({ type: 'prediction', index: 0, digit, probability, probabilities });
  return exitCode.ok;
}

function showProbabilities(probabilities: readonly number[], output: Output): void {
  output.line();
  for (let digit = 0; digit < classCount; digit++) {
    const share = probabilities[digit] ?? 0;
    output.line(`  ${digit}  ${(100 * share).toFixed(1).padStart(5)} %  ${'█'.repeat(Math.round(40 * share))}`);
  }
}
