import { classMetrics } from '../../core/classMetrics';

/** A row a label: how many of its images were read as 0 to 9, then its precision, recall, F1 and images. */
export function formatMetricsCsv(confusion: readonly (readonly number[])[]): string {
  const header = ['label', ...confusion.map((_, predicted) => `read as ${predicted}`), 'precision', 'recall', 'f1', 'images'];
  const rows = classMetrics(confusion).map(({ digit, precision, recall, f1, support }) => [
    digit,
    ...(confusion[digit] ?? []),
    ...[precision, recall, f1].map((value) => value.toFixed(6)),
    support,
  ]);
  return [header, ...rows].map((fields) => `${fields.join(',')}\r\n`).join('');
}
