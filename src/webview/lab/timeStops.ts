import { describePosition } from '../../core/describeCheckpoint';
import { isGoingOn, type RunSnapshot } from '../../core/run';
import type { ShownWeights } from '../../protocol/labContract';

/** A place in a run that can be gone back to. */
export interface TimeStop {
  /** The checkpoint's name; absent for the live weights, which are the last place of a run that goes on. */
  readonly checkpoint?: string;
  /** "epoch 7", "untrained", "live weights". */
  readonly place: string;
  /** "validation accuracy 0.8156"; empty where it was not measured. */
  readonly accuracy: string;
}

/** The places of a run, oldest first. */
export function timeStops(run: RunSnapshot): readonly TimeStop[] {
  const stops = run.checkpoints.map((checkpoint): TimeStop => {
    const { name, valAccuracy } = checkpoint;
    return { checkpoint: name, place: describePosition(checkpoint, run.run), accuracy: valAccuracy === null ? '' : `validation accuracy ${valAccuracy.toFixed(4)}` };
  });
  return isGoingOn(run) ? [...stops, { place: 'live weights', accuracy: '' }] : stops;
}

/** Which of the places is shown, as its position; the last one where that is none of them. */
export function shownStop(stops: readonly TimeStop[], weights: ShownWeights | undefined): number {
  const name = weights?.kind === 'checkpoint' ? weights.checkpoint.name : undefined;
  const position = stops.findIndex(({ checkpoint }) => checkpoint === name);
  return position < 0 ? stops.length - 1 : position;
}
