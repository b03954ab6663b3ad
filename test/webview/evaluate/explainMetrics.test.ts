import { expect, it } from 'vitest';
import { explainMetrics } from '../../../src/webview/evaluate/explainMetrics';

it('says in a digit\'s own numbers what the three measures mean', () => {
  const metrics = { digit: 5, precision: 0.8761, recall: 0.7006, f1: 0.7786, support: 1892, predicted: 713, correct: 625 };
  expect(explainMetrics(metrics)).toBe('Precision: of the 713 images it called a 5, 625 were (0.876). Recall: of the 1,892 true 5s, it found 625 (0.701). F1: both in one number.');
});

it('divides nothing by nothing', () => {
  const metrics = { digit: 5, precision: 0, recall: 0, f1: 0, support: 0, predicted: 0, correct: 0 };
  expect(explainMetrics(metrics)).toBe('Precision: no image was called a 5. Recall: there is no true 5. F1: both in one number.');
});
