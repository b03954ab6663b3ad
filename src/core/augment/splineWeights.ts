/**
 * The uniform cubic B-spline's weights of the four points around each place between two of them, `[spacing, 4]`, which sum to
 * 1: at t from 0 to 1 they are (1 - t)³/6, (3t³ - 6t² + 4)/6, (-3t³ + 3t² + 3t + 1)/6 and t³/6.
 */
export function splineWeights(spacing: number): Float32Array {
  const weights = new Float32Array(4 * spacing);
  for (let place = 0; place < spacing; place++) {
    const t = place / spacing;
    const [square, cube] = [t * t, t * t * t];
    weights.set([(1 - t) ** 3 / 6, (3 * cube - 6 * square + 4) / 6, (-3 * cube + 3 * square + 3 * t + 1) / 6, cube / 6], 4 * place);
  }
  return weights;
}
