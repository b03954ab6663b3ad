import { describe, expect, test } from 'vitest';
import { centreOnMass as place } from '../../../src/core/drawing/centreOnMass';

/** A field of 20 x 20 bytes with the given ones set. */
function field(...bytes: readonly (readonly [x: number, y: number, value: number])[]): Uint8Array {
  const digit = new Uint8Array(400);
  for (const [x, y, value] of bytes) digit[y * 20 + x] = value;
  return digit;
}

const whole = { width: 20, height: 20 };
const centreOnMass = (digit: Uint8Array) => place(digit, whole)?.image;

function inked(image: Uint8Array | undefined): [x: number, y: number, value: number][] {
  return Array.from(image ?? [], (value, index): [number, number, number] => [index % 28, Math.floor(index / 28), value]).filter(
    ([, , value]) => value > 0,
  );
}

describe('centreOnMass', () => {
  test('there is nothing to place without ink', () => {
    expect(centreOnMass(new Uint8Array(400))).toBeUndefined();
  });

  test('two pixels side by side, which fit on either side, lie left and above', () => {
    expect(inked(centreOnMass(field([5, 0, 9], [6, 0, 9], [5, 1, 9], [6, 1, 9])))).toEqual([
      [13, 13, 9],
      [14, 13, 9],
      [13, 14, 9],
      [14, 14, 9],
    ]);
  });

  test('a single pixel lies in the middle', () => {
    expect(inked(centreOnMass(field([0, 19, 200])))).toEqual([[14, 14, 200]]);
  });

  test('dark ink draws the centre to it: mass at (3.5 + 2 x 5.5) / 3 = 4.83, moved by 10', () => {
    expect(inked(centreOnMass(field([3, 0, 100], [5, 0, 200])))).toEqual([
      [13, 14, 100],
      [15, 14, 200],
    ]);
  });

  test('ink far from the centre of mass is cut off', () => {
    const digit = field([19, 0, 1]);
    digit.fill(255, 0, 2);
    expect(inked(centreOnMass(digit))).toEqual([
      [13, 14, 255],
      [14, 14, 255],
    ]);
  });

  test('it says where box and mass came to lie: the mass of columns 0 and 2 at 1.5, moved by 13', () => {
    const placed = place(field([0, 0, 100], [2, 0, 100]), { width: 3, height: 1 });
    expect(placed).toMatchObject({ box: { left: 13, top: 14, width: 3, height: 1 }, centreOfMass: { x: 14.5, y: 14.5 } });
  });
});
