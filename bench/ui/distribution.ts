/** What many measurements come to. */
export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly largest: number;
}

/** The smallest value that is not exceeded by `share` (0 to 1) of the values: the nearest-rank percentile. NaN where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function distributionOf(values: readonly number[]): Distribution {
  return { count: values.length, p50: percentile(values, 0.5), p95: percentile(values, 0.95), largest: percentile(values, 1) };
}
