import type { Stroke } from '../../core/drawing/drawing';
import { roundPoint } from './roundPoint';

/** Free room on each side of a drawing that is made to fit, as a share of the pad. */
const margin = 0.15;

/** Strokes in any unit as strokes on the pad: those that lie on it as they are, others scaled to its middle. */
export function fitToPad(strokes: readonly Stroke[]): Stroke[] {
  const points = strokes.flat();
  if (points.every(([x, y]) => x >= 0 && x <= 1 && y >= 0 && y <= 1)) return strokes.map((stroke) => stroke.map(roundPoint));
  const range = (axis: 0 | 1) => {
    const [low, high] = points.reduce(([least, most], point) => [Math.min(least, point[axis]), Math.max(most, point[axis])], [Infinity, -Infinity]);
    return { middle: (low + high) / 2, extent: high - low };
  };
  const [across, down] = [range(0), range(1)];
  const scale = (1 - 2 * margin) / (Math.max(across.extent, down.extent) || 1);
  return strokes.map((stroke) => stroke.map(([x, y, ...pressure]) => roundPoint([0.5 + (x - across.middle) * scale, 0.5 + (y - down.middle) * scale, ...pressure])));
}
