import { describe, expect, it } from 'vitest';
import { moveAmong } from '../../../src/webview/components/movingFocus';

/** Seven items in rows of three: 0 1 2 / 3 4 5 / 6. */
const move = (position: number, key: string) => moveAmong(7, position, key, 3);

describe('moveAmong', () => {
  it.each([
    ['ArrowLeft', 3],
    ['ArrowRight', 5],
    ['ArrowUp', 1],
    ['Home', 0],
    ['End', 6],
  ])('%s', (key, expected) => {
    expect(move(4, key)).toBe(expected);
  });

  it('goes down a row', () => {
    expect(move(3, 'ArrowDown')).toBe(6);
  });

  it('stays where no item is', () => {
    expect([move(4, 'ArrowDown'), move(1, 'ArrowUp'), move(0, 'ArrowLeft'), move(6, 'ArrowRight'), move(4, 'x')]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
