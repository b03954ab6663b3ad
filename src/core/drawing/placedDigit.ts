import { imageColumns } from '../layers';

/** A digit as the network sees it, and how it came to lie there. Places are in pixel edges: (0, 0) is the upper left corner. */
export interface PlacedDigit {
  /** `[28, 28]` bytes, ink 255. */
  readonly image: Uint8Array;
  /** The box of the ink after scaling; what lies outside the image was cut off. */
  readonly box: Box;
  readonly centreOfMass: Place;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the ink lies in an image that is taken as it is, `[28, 28]` bytes; `undefined` if every byte is 0. */
export function measureImage(image: Uint8Array): PlacedDigit | undefined {
  const centreOfMass = massCentre(image, imageColumns);
  if (centreOfMass === undefined) return undefined;
  const bounds = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
  image.forEach((value, index) => {
    if (value === 0) return;
    const x = index % imageColumns;
    const y = Math.floor(index / imageColumns);
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x + 1);
    bounds.bottom = Math.max(bounds.bottom, y + 1);
  });
  const { left, top, right, bottom } = bounds;
  return { image, box: { left, top, width: right - left, height: bottom - top }, centreOfMass };
}

/** The bytes' centre of mass in pixel edges, `[n, columns]`; `undefined` if every byte is 0. */
export function massCentre(bytes: Uint8Array, columns: number): Place | undefined {
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  bytes.forEach((value, index) => {
    mass += value;
    momentX += value * ((index % columns) + 0.5);
    momentY += value * (Math.floor(index / columns) + 0.5);
  });
  return mass === 0 ? undefined : { x: momentX / mass, y: momentY / mass };
}
