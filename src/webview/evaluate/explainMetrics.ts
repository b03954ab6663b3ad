import type { ClassMetrics } from '../../core/classMetrics';
import { formatCount } from '../../core/formatCount';

/** What precision, recall and F1 of one digit say, in its own numbers. */
export function explainMetrics({ digit, precision, recall, predicted, support, correct }: ClassMetrics): string {
  const found = formatCount(correct);
  const ofRead = predicted === 0 ? `no image was called a ${digit}` : `of the ${formatCount(predicted)} images it called a ${digit}, ${found} were (${precision.toFixed(3)})`;
  const ofLabel = support === 0 ? `there is no true ${digit}` : `of the ${formatCount(support)} true ${digit}s, it found ${found} (${recall.toFixed(3)})`;
  return `Precision: ${ofRead}. Recall: ${ofLabel}. F1: both in one number.`;
}
