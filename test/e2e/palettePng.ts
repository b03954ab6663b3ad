import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { chunk, header, png } from '../node/pngBytes';

type Channel = 0 | 1 | 2;

/** A colour of a picture, and how many of its pixels have it. */
interface Shade {
  readonly rgb: readonly [red: number, green: number, blue: number];
  readonly count: number;
}

/** Shades that will become one, where they differ most, and how much. */
interface Group {
  readonly shades: readonly Shade[];
  readonly channel: Channel;
  readonly mean: number;
  readonly spread: number;
}

const channels: readonly Channel[] = [0, 1, 2];
const most = 256;

/**
 * The same picture, a PNG, with at most 256 colours, a third of the size: the group of colours that differs most is cut in
 * two at its mean, again and again (Wan, Wong and Prusinkiewicz, An algorithm for multidimensional data clustering, 1988).
 */
export function reduceColours(file: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(file);
  const pixels = Array.from({ length: width * height }, (_, index) => data.readUIntBE(4 * index, 3));
  const groups = divide(countShades(pixels));
  const places = new Map(groups.flatMap(({ shades }, place) => shades.map(({ rgb }) => [numberOf(rgb), place] as const)));
  const rows = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, index) => (rows[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = places.get(pixel) ?? 0));
  const palette = groups.flatMap(({ shades }) => channels.map((channel) => Math.round(meanOf(shades, channel))));
  return png(header(width, height, 8, 3), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9 })));
}

function countShades(pixels: readonly number[]): Shade[] {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [...counts].map(([pixel, count]) => ({ rgb: [pixel >> 16, (pixel >> 8) & 255, pixel & 255], count }));
}

function divide(shades: readonly Shade[]): Group[] {
  const groups = [groupOf(shades)];
  while (groups.length < most) {
    const widest = groups.reduce((one, other) => (other.spread > one.spread ? other : one));
    if (widest.spread === 0) break;
    const isBelow = ({ rgb }: Shade) => rgb[widest.channel] <= widest.mean;
    groups.splice(groups.indexOf(widest), 1, groupOf(widest.shades.filter(isBelow)), groupOf(widest.shades.filter((shade) => !isBelow(shade))));
  }
  return groups;
}

function groupOf(shades: readonly Shade[]): Group {
  const [first, ...others] = channels.map((channel) => {
    const mean = meanOf(shades, channel);
    return { shades, channel, mean, spread: shades.reduce((sum, { rgb, count }) => sum + count * (rgb[channel] - mean) ** 2, 0) };
  });
  if (!first) throw new Error('a picture has three channels');
  return others.reduce((one, other) => (other.spread > one.spread ? other : one), first);
}

function meanOf(shades: readonly Shade[], channel: Channel): number {
  const sum = (value: (shade: Shade) => number) => shades.reduce((total, shade) => total + value(shade), 0);
  return sum(({ rgb, count }) => rgb[channel] * count) / sum(({ count }) => count);
}

function numberOf([red, green, blue]: Shade['rgb']): number {
  return (red << 16) | (green << 8) | blue;
}
