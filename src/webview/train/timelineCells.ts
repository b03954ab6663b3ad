import type { CheckpointReference } from '../../core/formats/runFile';
import type { RunSnapshot } from '../../core/run';

/** A part of the timeline: an epoch, or a few in a row where the run has many. */
export interface TimelineCell {
  /** The epochs it stands for, counted from 1. */
  readonly first: number;
  readonly last: number;
  /** How much of it is trained, 0 to 1. */
  readonly share: number;
  /** Of its newest epoch that is done. */
  readonly valAccuracy: number | undefined;
  /** What a click loads: the best checkpoint where it lies here, else the newest of these epochs. */
  readonly checkpoint: CheckpointReference | undefined;
  readonly isBest: boolean;
}

type TimelineRun = Pick<RunSnapshot, 'totalEpochs' | 'stepsPerEpoch' | 'epoch' | 'step' | 'history' | 'checkpoints' | 'best'>;

/** The epochs of a run as at most `maximum` cells of 1, 2, 5, 10, ... epochs each. */
export function timelineCells(run: TimelineRun, maximum: number): TimelineCell[] {
  const { totalEpochs, stepsPerEpoch, epoch, step, history, checkpoints, best } = run;
  const size = epochsPerCell(totalEpochs, maximum);
  const done = epoch + step / stepsPerEpoch;
  return Array.from({ length: Math.ceil(totalEpochs / size) }, (_, index) => {
    const start = index * size;
    const end = Math.min(totalEpochs, start + size);
    const inside = checkpoints.filter((checkpoint) => {
      const position = checkpoint.epoch + checkpoint.step / stepsPerEpoch;
      return position > start && position <= end;
    });
    const bestHere = inside.find(({ name }) => name === best?.name);
    return {
      first: start + 1,
      last: end,
      share: Math.min(1, Math.max(0, (done - start) / (end - start))),
      valAccuracy: history.findLast((record) => record.epoch > start && record.epoch <= end)?.valAccuracy,
      checkpoint: bestHere ?? inside.at(-1),
      isBest: bestHere !== undefined,
    };
  });
}

/** How many cells fit into `width` pixels, by the longest of their names. */
export function mostCells(epochs: number, width: number): number {
  const digits = String(epochs).length;
  const single = Math.floor(width / cellWidth(digits));
  return Math.max(1, epochs <= single ? single : Math.floor(width / cellWidth(2 * digits + 1)));
}

/** Pixels for a name of so many characters and its mark, and for an accuracy under it. */
function cellWidth(characters: number): number {
  return Math.max(44, 26 + 7 * characters);
}

/** The smallest of 1, 2, 5, 10, 20, 50, ... with which there are no more cells than that. */
export function epochsPerCell(epochs: number, maximum: number): number {
  for (let power = 1; ; power *= 10) {
    const size = [1, 2, 5].map((factor) => factor * power).find((each) => epochs / each <= maximum);
    if (size !== undefined) return size;
  }
}

/** "7", or "61–65". */
export function cellName({ first, last }: Pick<TimelineCell, 'first' | 'last'>): string {
  return first === last ? String(first) : `${first}–${last}`;
}
