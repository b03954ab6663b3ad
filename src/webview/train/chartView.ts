import { rangeAround, zoomRange, type Range } from './range';

/** What both charts show: undefined ranges are the whole run, and without a place nothing is read. */
export interface ChartView {
  readonly range?: Range | undefined;
  /** Where the values are read, in epochs. */
  readonly place?: number | undefined;
}

/** How long a run is. */
export interface RunLength {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

const stepsAcross = 100;
const bigStep = 10;

/** The view that a key of a focused chart leads to: arrows read, plus and minus zoom, 0 and Escape reset; undefined for other keys. */
export function viewAfterKey(view: ChartView, key: string, length: RunLength): ChartView | undefined {
  const whole = { from: 0, to: length.epochs };
  const range = view.range ?? whole;
  const place = view.place ?? (range.from + range.to) / 2;
  const step = Math.max(1 / length.stepsPerEpoch, (range.to - range.from) / stepsAcross);
  const readAt = (next: number): ChartView => {
    const inside = Math.min(length.epochs, Math.max(0, next));
    return { place: inside, range: view.range && rangeAround(view.range, inside) };
  };
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return readAt(place - step);
    case 'ArrowRight':
    case 'ArrowUp':
      return readAt(place + step);
    case 'PageDown':
      return readAt(place - bigStep * step);
    case 'PageUp':
      return readAt(place + bigStep * step);
    case 'Home':
      return readAt(range.from);
    case 'End':
      return readAt(range.to);
    case '+':
    case '=':
      return { ...view, range: zoomRange(range, 0.5, place, length) };
    case '-':
      return { ...view, range: partOf(zoomRange(range, 2, place, length), length) };
    case '0':
      return { place: view.place };
    case 'Escape':
      // Once for the zoom, once more for the reading.
      return view.range ? { place: view.place } : {};
    default:
      return undefined;
  }
}

/** A range as a view has it: none where it is the whole run. */
export function partOf(range: Range, { epochs }: RunLength): Range | undefined {
  return range.from <= 0 && range.to >= epochs ? undefined : range;
}

/** A place near the end of an epoch, closer than a hundredth of what is seen, is that end. */
export function snapToEpoch(place: number, { from, to }: Range): number {
  const end = Math.round(place);
  return Math.abs(place - end) <= (to - from) / stepsAcross ? end : place;
}
