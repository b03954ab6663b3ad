import * as v from 'valibot';
import { parse, parseJson, wholeNumber } from '../parse';

const share = v.pipe(v.number('must be a number'), v.minValue(0, 'must be 0 or more'), v.maxValue(1, 'must be at most 1'));
const loss = v.pipe(v.number('must be a number'), v.minValue(0, 'must be 0 or more'));

export const epochRecordSchema = v.object({
  /** Completed epochs; 0 is the untrained model. */
  epoch: wholeNumber(0, 1_000_000),
  /** Means over the epoch's images as they were met, while the model changed; null before the first epoch. */
  trainLoss: v.nullable(loss),
  trainAccuracy: v.nullable(share),
  valLoss: loss,
  valAccuracy: share,
  /** Training and validation of this epoch together. */
  seconds: v.pipe(v.number('must be a number'), v.minValue(0, 'must be 0 or more')),
});

/** One line of `history.jsonl`: an epoch and how the model did. */
export type EpochRecord = v.InferOutput<typeof epochRecordSchema>;

export function formatEpochRecord(record: EpochRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/**
 * Reads `history.jsonl`. What follows the last newline is a line that a crash cut off, and left out. Throws a `UserError`
 * that names the line that does not fit.
 */
export function parseHistory(text: string, name: string): EpochRecord[] {
  return text.split('\n').slice(0, -1).map((line, index) => {
    const as = { code: 'history', what: `${name}, line ${index + 1}`, mend: 'The file was changed or is damaged: restore it.' };
    return parse(epochRecordSchema, parseJson(line, as), as);
  });
}

/** How many bytes the first `lines` lines of `history.jsonl` take up; `undefined` where it has fewer whole ones. */
export function historyBytes(bytes: Uint8Array, lines: number): number | undefined {
  let end = 0;
  for (let line = 0; line < lines; line++) {
    const newline = bytes.indexOf(0x0a, end);
    if (newline < 0) return undefined;
    end = newline + 1;
  }
  return end;
}

/** The notebook's own line, which counts epochs from 0: `Epoch [0], val_loss: 1.9208, val_acc: 0.6665`. */
export function formatNotebookLine({ epoch, valLoss, valAccuracy }: EpochRecord): string {
  return `Epoch [${epoch - 1}], val_loss: ${valLoss.toFixed(4)}, val_acc: ${valAccuracy.toFixed(4)}`;
}
