import type { Plane } from './areaAverage';
import { fitSurface, type Sample, type Surface, surfaceAt, type TermCount } from './quadraticSurface';

/** A picture less its background: 0 is paper, and what is on it is above or below. */
export interface Foreground {
  readonly difference: Plane;
  /** The standard deviation of the paper's own unevenness, in grey levels. */
  readonly noise: number;
}

/** At most so many samples of the border, and of the whole picture, decide on the background. */
const maxBorderSamples = 4_096;
const gridSide = 64;

/** A surface of more terms is taken where it leaves less than this share of the simpler one's misfit. */
const sufficientGain = 0.8;

/** Below so many grey levels, a difference from the background is never taken for ink. */
const tolerance = 3;

/** A picture this large and noisier than one grey level is smoothed, since its strokes are some pixels wide. */
const smoothingSide = 256;
const smoothingNoise = 1;

/**
 * Estimates the background from the border as a quadratic surface, so that uneven light on paper is followed, and subtracts
 * it. A digit that touches the border does not shift it, as long as most of the border is background.
 */
export function removeBackground(plane: Plane): Foreground {
  const border = borderSamples(plane);
  const surface = refine(fitBorder(border), border, gridSamples(plane));
  const difference = subtract(plane, surface);
  const noise = spread(gridValues(difference));
  if (noise <= smoothingNoise || Math.max(plane.width, plane.height) < smoothingSide) return { difference, noise };
  const smooth = smoothed(difference);
  return { difference: smooth, noise: spread(gridValues(smooth)) };
}

/**
 * The simplest surface that the border agrees with. A curved one could follow ink along a whole side, so it is taken only
 * where the light needs it.
 */
function fitBorder(border: readonly Sample[]): Surface {
  const [even, sloping, curved] = [fitRobustly(border, 1), fitRobustly(border, 3), fitRobustly(border, 6)];
  const simpler = misfit(border, sloping) < sufficientGain * misfit(border, even) ? sloping : even;
  return misfit(border, curved) < sufficientGain * misfit(border, simpler) ? curved : simpler;
}

/** The difference that all but 30% of the samples keep within, in grey levels; below one level makes no difference. */
function misfit(samples: readonly Sample[], surface: Surface): number {
  const differences = samples.map(({ x, y, value }) => Math.abs(value - surfaceAt(surface, x, y)));
  return Math.max(1, quantile(differences, 0.7));
}

/** The least sum of absolute differences, by reweighting: pixels of ink in the border hardly count. */
function fitRobustly(samples: readonly Sample[], termCount: TermCount): Surface {
  let surface: Surface = [median(samples.map(({ value }) => value))];
  for (let round = 0; round < 20; round++) {
    const previous = surface;
    const weight = ({ x, y, value }: Sample) => 1 / Math.max(0.5, Math.abs(value - surfaceAt(previous, x, y)));
    surface = fitSurface(samples, termCount, weight);
  }
  return surface;
}

/** Fits anew with those samples of the inside, too, that agree with the border's background. */
function refine(start: Surface, border: readonly Sample[], grid: readonly Sample[]): Surface {
  let surface = start;
  let noise = spread(border.map(({ x, y, value }) => value - surfaceAt(start, x, y)));
  for (let round = 0; round < 4; round++) {
    const limit = Math.max(4 * noise, tolerance);
    const paper = [...border, ...grid].filter(({ x, y, value }) => Math.abs(value - surfaceAt(surface, x, y)) <= limit);
    if (paper.length === 0) return surface;
    const refined = fitSurface(paper, 6, () => 1);
    noise = spread(paper.map(({ x, y, value }) => value - surfaceAt(refined, x, y)));
    surface = refined;
  }
  return surface;
}

function subtract({ width, height, values }: Plane, surface: Surface): Plane {
  const difference = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const surfaceY = position(y, height);
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      difference[index] = (values[index] ?? 0) - surfaceAt(surface, position(x, width), surfaceY);
    }
  }
  return { width, height, values: difference };
}

/** The average of each pixel and its neighbours, up to eight. */
function smoothed({ width, height, values }: Plane): Plane {
  const output = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let count = 0;
      for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
        for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
          sum += values[nearY * width + nearX] ?? 0;
          count++;
        }
      }
      output[y * width + x] = sum / count;
    }
  }
  return { width, height, values: output };
}

function borderSamples(plane: Plane): Sample[] {
  const { width, height } = plane;
  const perimeter = 2 * (width + height);
  const step = Math.max(1, Math.ceil(perimeter / maxBorderSamples));
  const samples: Sample[] = [];
  for (let x = 0; x < width; x += step) samples.push(sampleAt(plane, x, 0), sampleAt(plane, x, height - 1));
  for (let y = 1; y < height - 1; y += step) samples.push(sampleAt(plane, 0, y), sampleAt(plane, width - 1, y));
  return samples;
}

function gridSamples(plane: Plane): Sample[] {
  const columns = Math.min(gridSide, plane.width);
  const rows = Math.min(gridSide, plane.height);
  return Array.from({ length: rows * columns }, (_, index) => {
    const x = Math.floor((((index % columns) + 0.5) * plane.width) / columns);
    const y = Math.floor(((Math.floor(index / columns) + 0.5) * plane.height) / rows);
    return sampleAt(plane, x, y);
  });
}

function gridValues(plane: Plane): number[] {
  return gridSamples(plane).map(({ value }) => value);
}

function sampleAt({ width, height, values }: Plane, x: number, y: number): Sample {
  return { x: position(x, width), y: position(y, height), value: values[y * width + x] ?? 0 };
}

/** A pixel's place from -1 to 1. */
function position(pixel: number, size: number): number {
  return (2 * pixel + 1) / size - 1;
}

/** The values' standard deviation around 0 (1.4826 medians, for a normal distribution), in which outliers do not count. */
function spread(differences: readonly number[]): number {
  return 1.4826 * median(differences.map(Math.abs));
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
