// The benchmark's result as text.
import { formatTable } from './table.mjs';

/** A table of the contenders, then a line for each target, for each contender that is absent, and for the losses. */
export function formatReport({ contenders, absent, targets, losses }) {
  const rows = contenders.map((row) => [
    row.name,
    row.medianCpuMs.toFixed(1),
    row.minCpuMs.toFixed(1),
    row.medianWallMs.toFixed(1),
    row.ratioToC?.toFixed(2) ?? '-',
    row.ratioToPytorch?.toFixed(2) ?? '-',
    row.description,
  ]);
  const names = new Map([...contenders, ...absent].map(({ id, name }) => [id, name]));
  return [
    ...formatTable(['', 'CPU ms', 'min', 'wall ms', 'to C', 'to PyTorch', ''], rows),
    '',
    ...targets.map((target) => formatTarget(target, names)),
    ...absent.map(({ name, reason }) => `left out: ${name}. ${reason}`),
    formatLosses(losses),
  ].join('\n');
}

function formatTarget({ id, to, limit, ratio, holds }, names) {
  const what = `${names.get(id)} to ${names.get(to)}, at most ${limit}`;
  if (ratio === null) return `${what}: not measured`;
  return `${what}: ${ratio.toFixed(2)} ${holds ? 'holds' : 'does not hold'}`;
}

function formatLosses({ epoch, difference, agree }) {
  const apart = `in epoch ${epoch} their mean losses lie ${difference.toFixed(4)} apart`;
  return agree ? `All trained alike: ${apart}.` : `The contenders did not train alike: ${apart}, more than other seeds explain.`;
}
