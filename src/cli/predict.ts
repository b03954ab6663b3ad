import { basename, resolve } from 'node:path';
import { pictureToImage } from '../core/drawing/pictureToImage';
import { readPngFile } from '../node/pngFile';
import type { EnginePreference } from '../protocol/trainerContract';
import { findCheckpoint } from './checkpointArgument';
import { engineSettings, type Context } from './context';
import { exitCode } from './exitCode';

export interface PredictOptions {
  readonly index?: number;
  readonly image?: string;
  readonly engine: EnginePreference;
  readonly threads: number;
}

/** `mnist predict CHECKPOINT`: what the model reads in a test image or a PNG file. Returns the exit code. */
export async function predict(argument: string, options: PredictOptions, context: Context): Promise<number> {
  const { output, session, workingFolder } = context;
  const model = await findCheckpoint(argument, context);
  const image = options.image === undefined ? { testIndex: options.index ?? 0 } : await readPicture(resolve(workingFolder, options.image));
  if (image === undefined) {
    output.line(`There is no ink in ${basename(options.image ?? '')}: nothing to read.`);
    output.object({ type: 'prediction', index: 0, digit: null, probability: null, probabilities: null });
    return exitCode.ok;
  }
  const { digit, probabilities, label } = await session.predict(model, image, engineSettings(context, options.engine, options.threads));
  const probability = probabilities[digit] ?? 0;
  const what = 'testIndex' in image ? `Test image ${image.testIndex}` : basename(options.image ?? '');
  output.line(`${what} is read as ${digit} (${(100 * probability).toFixed(1)} %)${label === undefined ? '' : `, its label is ${label}`}`);
  output.line();
  probabilities.forEach((share, candidate) => output.line(`  ${candidate}  ${(100 * share).toFixed(1).padStart(5)} %  ${'█'.repeat(Math.round(40 * share))}`));
  output.object({ type: 'prediction', index: options.index ?? 0, digit, probability, probabilities, label });
  return exitCode.ok;
}

async function readPicture(path: string): Promise<{ pixels: Uint8Array } | undefined> {
  const pixels = pictureToImage(await readPngFile(path));
  return pixels && { pixels };
}
