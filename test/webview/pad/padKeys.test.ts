import { describe, expect, test } from 'vitest';
import { moveCursor, padCommand } from '../../../src/webview/pad/padKeys';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('padCommand', () => {
  test.each([
    ['ArrowLeft', {}, 'move'],
    ['ArrowDown', { shiftKey: true }, 'move'],
    [' ', {}, 'pen'],
    ['Escape', {}, 'lift'],
    ['Delete', {}, 'clear'],
    ['Backspace', {}, 'clear'],
    ['z', { ctrlKey: true }, 'undo'],
    ['z', { metaKey: true }, 'undo'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['y', { ctrlKey: true }, 'redo'],
    ['z', {}, undefined],
    ['Tab', {}, undefined],
    ['ArrowLeft', { altKey: true }, undefined],
    ['ArrowLeft', { ctrlKey: true }, undefined],
  ])('%s %o is %s', (key, modifiers, command) => {
    expect(padCommand({ ...plain, ...modifiers, key })).toBe(command);
  });
});

describe('moveCursor', () => {
  test.each([
    [['ArrowRight'], false, 0.525, 0.5],
    [['ArrowUp'], true, 0.5, 0.4],
    [['ArrowLeft', 'ArrowDown'], false, 0.475, 0.525],
  ])('%o, large: %s, to %d, %d', (held, isLarge, x, y) => {
    const place = moveCursor({ x: 0.5, y: 0.5 }, held, isLarge);
    expect(place.x).toBeCloseTo(x);
    expect(place.y).toBeCloseTo(y);
  });

  test('it stays on the pad', () => {
    expect(moveCursor({ x: 0.01, y: 1 }, ['ArrowLeft', 'ArrowDown'], false)).toEqual({ x: 0, y: 1 });
  });
});
