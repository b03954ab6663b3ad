import type { Point } from '../../core/drawing/drawing';

/** Parts of the pad's side to which coordinates are rounded: finer than a mouse moves on the largest pad. */
export const padUnits = 1_000;

/** A point of a list of two or three numbers, its coordinates on the pad, rounded so that a drawing is kept as it is. */
export function roundPoint([x = 0, y = 0, ...pressure]: readonly number[]): Point {
  return [round(x), round(y), ...pressure.map((value) => Math.round(value * 9) / 9)];
}

function round(coordinate: number): number {
  return Math.round(Math.min(1, Math.max(0, coordinate)) * padUnits) / padUnits;
}
