/** A part of a run's x axis, in epochs. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** How far in one can zoom, in steps. */
const fewestSteps = 4;

/** The range made `factor` times as wide, with `anchor` staying where it is; it stays inside the whole and is never less than a few steps. */
export function zoomRange({ from, to }: Range, factor: number, anchor: number, { epochs, stepsPerEpoch }: { readonly epochs: number; readonly stepsPerEpoch: number }): Range {
  const width = Math.min(epochs, Math.max((to - from) * factor, fewestSteps / stepsPerEpoch));
  const share = (anchor - from) / (to - from);
  return moveInside({ from: anchor - share * width, to: anchor + (1 - share) * width }, epochs);
}

/** The range from one place to the other, in whichever order, inside the whole; undefined where it is less than a few steps. */
export function rangeBetween(one: number, other: number, { epochs, stepsPerEpoch }: { readonly epochs: number; readonly stepsPerEpoch: number }): Range | undefined {
  const from = Math.max(0, Math.min(one, other));
  const to = Math.min(epochs, Math.max(one, other));
  return (to - from) * stepsPerEpoch < fewestSteps ? undefined : { from, to };
}

/** The range moved just so far that `place` is in it. */
export function rangeAround({ from, to }: Range, place: number): Range {
  const shift = Math.min(0, place - from) + Math.max(0, place - to);
  return { from: from + shift, to: to + shift };
}

/** The range moved so that it lies in 0 to `epochs`. */
function moveInside({ from, to }: Range, epochs: number): Range {
  const width = Math.min(epochs, to - from);
  const start = Math.min(Math.max(0, from), epochs - width);
  return { from: start, to: start + width };
}

/** The steps that a range touches: from the first to before the last. */
export function stepsOf({ from, to }: Range, stepsPerEpoch: number): { readonly from: number; readonly to: number } {
  // A place a rounding error away from a step's edge does not touch its neighbour.
  return { from: Math.max(0, Math.floor(from * stepsPerEpoch + 1e-6)), to: Math.ceil(to * stepsPerEpoch - 1e-6) };
}
