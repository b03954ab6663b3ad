/** A sample of a surface: x and y from -1 to 1, the value there, and how much it counts. */
export interface Sample {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** `a + b x + c y + d x² + e x y + f y²`, from a to f; what is left out at the end is 0. */
export type Surface = readonly number[];

/** How many of the terms a surface has: it is even, sloping or curved. */
export type TermCount = 1 | 3 | 6;

/** The surface's value at (x, y). */
export function surfaceAt([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Surface, x: number, y: number): number {
  return a + b * x + c * y + d * x * x + e * x * y + f * y * y;
}

/**
 * The surface with the least sum of `weight(sample) (surface - value)²`, by the normal equations. Where the samples leave a
 * term undetermined (a picture one pixel wide), the term is nearly 0.
 */
export function fitSurface(samples: readonly Sample[], termCount: TermCount, weight: (sample: Sample) => number): Surface {
  const rows = Array.from({ length: termCount }, () => new Float64Array(termCount + 1));
  for (const sample of samples) {
    const { x, y, value } = sample;
    const sampleWeight = weight(sample);
    const terms = [1, x, y, x * x, x * y, y * y].slice(0, termCount);
    rows.forEach((row, term) => {
      const weighted = sampleWeight * (terms[term] ?? 0);
      terms.forEach((other, column) => (row[column] = (row[column] ?? 0) + weighted * other));
      row[termCount] = (row[termCount] ?? 0) + weighted * value;
    });
  }
  const ridge = 1e-9 * (rows[0]?.[0] ?? 0) + Number.MIN_VALUE;
  rows.forEach((row, term) => (row[term] = (row[term] ?? 0) + ridge));
  return solve(rows, termCount);
}

/** Gaussian elimination without pivoting: the matrix is symmetric and, with the ridge, positive definite. */
function solve(rows: readonly Float64Array[], termCount: TermCount): number[] {
  rows.forEach((pivotRow, pivot) => {
    const pivotValue = pivotRow[pivot] ?? 1;
    for (const row of rows.slice(pivot + 1)) {
      const factor = (row[pivot] ?? 0) / pivotValue;
      for (let column = pivot; column <= termCount; column++) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
      }
    }
  });
  const solution = new Array<number>(termCount).fill(0);
  for (let term = termCount - 1; term >= 0; term--) {
    const row = rows[term];
    if (row === undefined) continue;
    let rest = row[termCount] ?? 0;
    for (let column = term + 1; column < termCount; column++) rest -= (row[column] ?? 0) * (solution[column] ?? 0);
    solution[term] = rest / (row[term] ?? 1);
  }
  return solution;
}
