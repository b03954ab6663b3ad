import { basename, resolve } from 'node:path';
import { parseDrawing, type Drawing } from '../core/drawing/drawing';
import { strokesToImage } from '../core/drawing/strokesToImage';
import { formatCount } from '../core/formatCount';
import { classCount, pixelCount } from '../core/layers';
import { mostProbable } from '../core/metrics';
import { parseJson } from '../core/parse';
import { UserError } from '../core/userError';
import type { EngineSettings } from '../host/trainerSupervisor';
import { readFileWithin } from '../node/readFile';
import type { Weights } from '../protocol/trainerContract';
import type { Context } from './context';
import { showConfusion } from './evaluate';
import { exitCode } from './exitCode';
import { type Output } from './output';

const maxFileBytes = 256 << 20;

/** What the model made of a drawing; without ink there is nothing to read. */
interface Reading {
  readonly digit: number | null;
  readonly probabilities: readonly number[] | null;
  readonly label: number | undefined;
}

/** Reads a file of drawings, JSON lines, and prints a reading a line; where there are labels, how many were right. */
export async function predictDrawings(file: string, weights: Weights, engine: EngineSettings, { session, output, workingFolder }: Context): Promise<number> {
  const drawings = parseDrawings(await readFileWithin(resolve(workingFolder, file), maxFileBytes), basename(file));
  const images = drawings.map(({ strokes }) => strokesToImage(strokes));
  const inked = images.filter((image) => image !== undefined);
  const batch = new Uint8Array(inked.length * pixelCount);
  inked.forEach((image, position) => batch.set(image, position * pixelCount));
  const { probabilities } = inked.length === 0 ? { probabilities: new Float32Array() } : await session.read(weights, batch, engine);

  let position = 0;
  const readings = drawings.map(({ label }, index): Reading => {
    if (!images[index]) return { digit: null, probabilities: null, label };
    const row = [...probabilities.subarray(position * classCount, ++position * classCount)];
    return { digit: mostProbable(row), probabilities: row, label };
  });
  readings.forEach((reading, index) => showReading(reading, index, output));
  showSummary(readings, output);
  return exitCode.ok;
}

function parseDrawings(bytes: Uint8Array, name: string): Drawing[] {
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const where = `${name}, line ${index + 1}`;
    try {
      return [parseDrawing(parseJson(line, { code: 'drawing-invalid', what: where, mend: 'Write one drawing a line.' }))];
    } catch (error) {
      if (!(error instanceof UserError) || error.message.startsWith(where)) throw error;
      throw new UserError(error.code, `${where}: ${error.message}`);
    }
  });
}

function showReading({ digit, probabilities, label }: Reading, index: number, output: Output): void {
  const probability = digit === null ? null : (probabilities?.[digit] ?? 0);
  const read = probability === null ? 'no ink' : `${digit}  ${(100 * probability).toFixed(1)} %`;
  output.line(`${index}  ${read}${label === undefined ? '' : `  label ${label}`}`);
  output.object({ type: 'prediction', index, digit, probability, probabilities, label });
}

/** A labelled drawing without ink counts as wrong; it has no loss and no place in the confusion matrix. */
function showSummary(readings: readonly Reading[], output: Output): void {
  const labelled = readings.flatMap(({ label, digit, probabilities }) => (label === undefined ? [] : [{ label, digit, probabilities }]));
  if (labelled.length === 0) return;
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  let correct = 0;
  let lossSum = 0;
  let inkedCount = 0;
  for (const { label, digit, probabilities } of labelled) {
    const row = confusion[label];
    if (digit === null || !row) continue;
    inkedCount++;
    row[digit] = (row[digit] ?? 0) + 1;
    if (digit === label) correct++;
    lossSum -= Math.log(Math.max(probabilities?.[label] ?? 0, Number.MIN_VALUE));
  }
  const accuracy = correct / labelled.length;
  const loss = inkedCount === 0 ? null : lossSum / inkedCount;
  output.line();
  output.line(`${formatCount(labelled.length)} labelled drawings: accuracy ${accuracy.toFixed(4)}${loss === null ? '' : `, loss ${loss.toFixed(4)}`}`);
  showConfusion(confusion, output);
  output.object({ type: 'summary', n: labelled.length, loss, accuracy, confusion });
}
