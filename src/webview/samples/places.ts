import { sampleSets } from '../../core/samples';
import type { ScrollAnchor } from './galleryLayout';
import type { SamplesState } from './samplesState';

/** Where the gallery of a set is scrolled, and the index that is picked in it. */
export interface Place {
  readonly anchor: ScrollAnchor;
  readonly picked?: number | undefined;
}

type Places = Pick<SamplesState, 'set' | 'places'>;

const start: ScrollAnchor = { position: 0, offset: 0 };

/** The place of the set that is shown. */
export function placeOf({ set, places }: Places): Place {
  return places[set] ?? { anchor: start };
}

/** The places after something of the shown set's changed. */
export function changePlace(state: Places, changes: Partial<Place>): Pick<SamplesState, 'places'> {
  return { places: { ...state.places, [state.set]: { ...placeOf(state), ...changes } } };
}

/** The places when every list begins anew; what is picked stays. */
export function scrollToStart(state: Places): Pick<SamplesState, 'places'> {
  const places: SamplesState['places'] = {};
  for (const set of sampleSets) places[set] = { anchor: start, picked: state.places[set]?.picked };
  return { places };
}
