// What the measured epochs come to: medians, ratios, targets, and whether the contenders trained alike.

/** What each ratio of medians may be at most. */
const targets = [
  { id: 'wasm', to: 'c', limit: 1.25 },
  { id: 'tensorflow', to: 'c', limit: 1.25 },
  { id: 'c', to: 'pytorch', limit: 0.35 },
];

/** The seeds differ, so the losses do: by 0.03 or so in the first epoch, by less in each later one. */
const largestLossDifference = 0.05;

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Summarises contenders `{id, name, description, epochs: [{wallMs, cpuMs, loss}]}`, all of the same number of epochs, of which
 * the first `warmUp` count for the losses only. Times are in milliseconds; a ratio without its other side is null.
 */
export function summarise(contenders, warmUp) {
  const rows = contenders.map(({ id, name, description, epochs }) => {
    const measured = epochs.slice(warmUp);
    return {
      id,
      name,
      description,
      medianCpuMs: median(measured.map(({ cpuMs }) => cpuMs)),
      minCpuMs: Math.min(...measured.map(({ cpuMs }) => cpuMs)),
      medianWallMs: median(measured.map(({ wallMs }) => wallMs)),
    };
  });
  const ratio = (id, to) => {
    const [above, below] = [id, to].map((wanted) => rows.find((row) => row.id === wanted));
    return above && below ? above.medianCpuMs / below.medianCpuMs : null;
  };
  return {
    contenders: rows.map((row) => ({ ...row, ratioToC: ratio(row.id, 'c'), ratioToPytorch: ratio(row.id, 'pytorch') })),
    targets: targets.map((target) => {
      const measured = ratio(target.id, target.to);
      return { ...target, ratio: measured, holds: measured === null ? null : measured <= target.limit };
    }),
    losses: compareLosses(contenders),
  };
}

/** How far apart the mean losses of the last epoch lie. A loss that is not a number agrees with nothing. */
function compareLosses(contenders) {
  const losses = contenders.map(({ epochs }) => epochs.at(-1).loss);
  const difference = Math.max(...losses) - Math.min(...losses);
  return { epoch: contenders[0]?.epochs.length ?? 0, difference, agree: difference <= largestLossDifference };
}
