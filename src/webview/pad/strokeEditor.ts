import { maxPoints, type Point } from '../../core/drawing/drawing';
import type { Place } from '../../core/drawing/placedDigit';
import { erase } from './eraser';
import { emptyContent, isFull, type PadContent } from './padContent';
import { roundPoint } from './roundPoint';

/** Points of a stroke are at least so far apart, in shares of the pad's side. */
const minDistance = 0.005;

const maxUndo = 200;

/**
 * The pad's drawing and how it is edited. What is done between putting pen or eraser down and lifting it is undone as one.
 * Points are `[x, y]` or `[x, y, pressure]`, 0 to 1.
 */
export class StrokeEditor {
  private current = emptyContent;
  private readonly past: PadContent[] = [];
  private future: PadContent[] = [];
  private before: PadContent | undefined;
  /** The stroke that is being drawn: the last of `current.strokes`. It grows in place. */
  private stroke: Point[] | undefined;
  private pointCount = 0;
  private eraser: Place | undefined;

  /** While a stroke is drawn, its list of points grows in place. */
  get content(): PadContent {
    return this.current;
  }

  /** A pen or eraser is down. */
  get isActive(): boolean {
    return this.before !== undefined;
  }

  /** No more can be drawn before something is erased. */
  get isFull(): boolean {
    return this.stroke ? this.pointCount >= maxPoints : isFull(this.current);
  }

  get canUndo(): boolean {
    return this.past.length > 0 || (this.before !== undefined && this.before !== this.current);
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Puts the pen down. On a full pad, without effect. */
  beginStroke(point: readonly number[]): void {
    this.end();
    if (this.isFull) return;
    this.before = this.current;
    this.stroke = [roundPoint(point)];
    this.pointCount = this.current.strokes.reduce((sum, stroke) => sum + stroke.length, 1);
    this.current = { ...this.current, strokes: [...this.current.strokes, this.stroke] };
  }

  /** Draws on to a point; one that is too near the last is left out. */
  extendStroke(point: readonly number[]): void {
    const { stroke } = this;
    const last = stroke?.at(-1);
    if (!stroke || !last || this.pointCount >= maxPoints) return;
    const next = roundPoint(point);
    if (Math.hypot(next[0] - last[0], next[1] - last[1]) < minDistance) return;
    stroke.push(next);
    this.pointCount += 1;
  }

  beginErasing(place: Place, radius: number): void {
    this.end();
    this.before = this.current;
    this.eraser = place;
    this.eraseTo(place, radius);
  }

  /** Erases what lies within `radius`, a share of the pad's side, of the way from the last place to this one. */
  eraseTo(place: Place, radius: number): void {
    if (!this.eraser) return;
    this.current = erase(this.current, { from: this.eraser, to: place, radius });
    this.eraser = place;
  }

  /** Lifts pen or eraser. */
  end(): void {
    const { before } = this;
    this.before = undefined;
    this.stroke = undefined;
    this.eraser = undefined;
    if (before && before !== this.current) this.remember(before);
  }

  undo(): void {
    this.end();
    const previous = this.past.pop();
    if (!previous) return;
    this.future.push(this.current);
    this.current = previous;
  }

  redo(): void {
    this.end();
    const next = this.future.pop();
    if (!next) return;
    this.past.push(this.current);
    this.current = next;
  }

  clear(): void {
    if (this.current.strokes.length > 0 || this.current.image) this.load(emptyContent);
  }

  /** Puts something else on the pad. */
  load(content: PadContent): void {
    this.end();
    this.remember(this.current);
    this.current = content;
  }

  /** Begins with what was kept of an earlier pad: there is nothing to undo. */
  restore(content: PadContent): void {
    this.end();
    this.past.length = 0;
    this.future = [];
    this.current = content;
  }

  private remember(content: PadContent): void {
    this.past.push(content);
    if (this.past.length > maxUndo) this.past.shift();
    this.future = [];
  }
}
