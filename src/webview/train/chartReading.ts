import type { EpochRecord } from '../../core/formats/history';
import type { ChartSeries } from './chartSeries';
import type { Metric } from './metric';
import type { StepColumns } from './stepLines';

/** What all lines of a chart say at one place. */
export interface ChartReading {
  readonly title: string;
  readonly values: readonly ReadValue[];
}

export interface ReadValue {
  readonly line: 'raw' | 'smooth' | 'train' | 'validation';
  readonly name: string;
  readonly value: number;
}

/** What is read at place `x`, in epochs: the batches there, the epoch they belong to, and the validation before them. */
export function readChart(x: number, { columns, smooth }: ChartSeries, history: readonly EpochRecord[], { trainKey, validationKey }: Metric, stepsPerEpoch: number): ChartReading {
  const values: ReadValue[] = [];
  const column = columnAt(columns, x, stepsPerEpoch);
  if (column !== undefined) {
    values.push({ line: 'raw', name: columns.stride === 1 ? 'train, this batch' : `train, ${columns.stride} batches`, value: columns.mean[column] ?? NaN });
    values.push({ line: 'smooth', name: 'train, smoothed', value: smooth[column]?.y ?? NaN });
  }
  const train = history.find(({ epoch }) => epoch === Math.max(1, Math.ceil(x)));
  const trained = train?.[trainKey];
  if (train && trained !== null && trained !== undefined) values.push({ line: 'train', name: `train, epoch ${train.epoch}`, value: trained });
  const validation = history.findLast(({ epoch }) => epoch <= x);
  if (validation) values.push({ line: 'validation', name: validation.epoch === 0 ? 'validation, untrained' : `validation, epoch ${validation.epoch}`, value: validation[validationKey] });
  return { title: describePlace(x, stepsPerEpoch), values };
}

/** "Epoch 6, batch 212", or "Epoch 5" at its end: batches count from 1. */
export function describePlace(x: number, stepsPerEpoch: number): string {
  const epoch = Math.floor(x);
  if (x === epoch) return epoch === 0 ? 'Untrained' : `Epoch ${epoch}`;
  return `Epoch ${epoch + 1}, batch ${stepBefore(x, stepsPerEpoch) - epoch * stepsPerEpoch + 1}`;
}

/** The step, from 0, that ends at a place or goes on there. */
function stepBefore(x: number, stepsPerEpoch: number): number {
  // A place a rounding error behind a step's end is that end.
  return Math.max(0, Math.ceil(x * stepsPerEpoch - 1e-6) - 1);
}

/** The column with the step at a place; undefined where there is none yet. */
function columnAt({ x, first, stride }: StepColumns, place: number, stepsPerEpoch: number): number | undefined {
  const index = Math.floor((stepBefore(place, stepsPerEpoch) - first) / stride);
  return index >= 0 && index < x.length ? index : undefined;
}
