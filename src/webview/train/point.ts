/** A point of a chart's line: x in epochs of the run. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
