import { expect, it } from 'vitest';
import { formatMetricsCsv } from '../../../src/webview/evaluate/metricsCsv';

it('has a row a label: its row of the matrix, precision, recall, F1 and images', () => {
  // Of 0: precision 3/4, recall 3/5, F1 2·3/(4+5); of 1: precision 1/3, recall 1/2, F1 2·1/(3+2).
  expect(formatMetricsCsv([[3, 2], [1, 1]])).toBe(
    'label,read as 0,read as 1,precision,recall,f1,images\r\n' + '0,3,2,0.750000,0.600000,0.666667,5\r\n' + '1,1,1,0.333333,0.500000,0.400000,2\r\n',
  );
});
