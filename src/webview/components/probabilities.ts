/** The index of the largest probability, the first of several that are equal. */
export function winnerOf(probabilities: ArrayLike<number>): number {
  return likeliest(probabilities, 1)[0] ?? 0;
}

/** The `count` largest probabilities' indices, largest first. */
export function likeliest(probabilities: ArrayLike<number>, count: number): number[] {
  const byProbability = (a: number, b: number) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0);
  return Array.from({ length: probabilities.length }, (_, index) => index)
    .sort(byProbability)
    .slice(0, count);
}

/** A share as percent with one decimal; not 100.0% or 0.0% where it is only nearly so. */
export function formatPercent(share: number): string {
  const percent = (100 * share).toFixed(1);
  if (percent === '100.0' && share < 1) return '>99.9%';
  return percent === '0.0' && share > 0 ? '<0.1%' : `${percent}%`;
}

/** The likeliest digit and the runners-up, in words: "3, 52.1% sure, then 5 with 33.1%, 8 with 7.2%". */
export function describeReading(probabilities: ArrayLike<number>): { readonly winner: number; readonly sure: string; readonly then: string } {
  const [winner = 0, ...others] = likeliest(probabilities, 3);
  const share = (digit: number) => formatPercent(probabilities[digit] ?? 0);
  return { winner, sure: `${share(winner)} sure`, then: `then ${others.map((digit) => `${digit} with ${share(digit)}`).join(', ')}` };
}
