import { expect, test } from 'vitest';
import { ReadingsTable } from '../../../src/webview/samples/readingsTable';

test('255 says that nothing was read', () => {
  const table = new ReadingsTable();
  table.add(Int32Array.of(7, 9), Uint8Array.of(2, 3), Uint8Array.of(8, 255), table.generation);
  expect(table.get(7)).toMatchObject({ label: 2, predicted: 8 });
  expect(table.get(9)).toMatchObject({ label: 3, predicted: undefined });
});

test('what expired is still there, but not current', () => {
  const table = new ReadingsTable();
  table.add(Int32Array.of(7), Uint8Array.of(2), Uint8Array.of(8), table.generation);
  table.expire();
  expect([table.get(7)?.predicted, table.isCurrent(7)]).toEqual([8, false]);
});

test('an answer to what was asked before readings expired is not current', () => {
  const table = new ReadingsTable();
  const asked = table.generation;
  table.expire();
  table.add(Int32Array.of(7), Uint8Array.of(2), Uint8Array.of(8), asked);
  expect(table.isCurrent(7)).toBe(false);
});
