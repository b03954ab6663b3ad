import { formatTable } from '../table.mjs';
import type { BundleSize } from './bundleSizes';
import { distributionOf, type Distribution } from './distribution';
import type { FrameTimes } from './frameTimes';
import type { Memory } from './memory';
import type { Latencies } from './readingLatency';
import type { Latency } from './pageClock';
import type { Journey } from './timeTravel';

/** What each measurement is to come to; `npm run bench:ui` says where it does not. */
const aims = { idleMs: 8, trainingMs: 35, travelMs: 33, firstPointMs: 500, frameMs: 16 };
/** A frame that begins later than this after the one before had another left out between them, at 60 a second. */
const missedFrameMs = 25;

/** Times of the pad's readings, without a run and beside one of each recipe. */
export interface ReadingTimes {
  readonly idle: Latencies;
  readonly training: readonly { readonly recipe: string; readonly latencies: Latencies }[];
}

/** The slider over a run's checkpoints, with a drawing and with the gallery in sight. */
export interface TimeTravel {
  readonly drawing: Journey;
  readonly gallery: Journey;
}

/** Milliseconds from Train pressed to the first point, by the place where it was pressed. */
export interface FirstPoint {
  readonly where: string;
  readonly latencies: readonly number[];
}

export interface FrameRecord {
  readonly what: string;
  readonly times: FrameTimes;
}

export interface MemoryState {
  readonly when: string;
  readonly memory: Memory;
}

/* Each of these gives the lines of a table, with what was aimed at. */

export function formatReadings({ idle, training }: ReadingTimes): string[] {
  const row = (name: string, pick: (latencies: Latencies) => readonly Latency[], kind: keyof Latency) => {
    const cells = [idle, ...training.map(({ latencies }) => latencies)].flatMap((latencies) => {
      const { p50, p95 } = distributionOf(pick(latencies).map((latency) => latency[kind]));
      return [p50.toFixed(1), p95.toFixed(1)];
    });
    return [name, ...cells, ''];
  };
  const readingsOf = (latencies: Latencies) => latencies.readings;
  const emptyCallsOf = (latencies: Latencies) => latencies.emptyCalls;
  return [
    ...formatTable(
      ['From the last pointer event, ms', 'idle p50', 'p95', ...training.flatMap(({ recipe }) => [`${recipe} p50`, 'p95']), ''],
      [
        row('empty call, answered', emptyCallsOf, 'answeredMs'),
        row('probabilities, answered', readingsOf, 'answeredMs'),
        row('empty call, next frame drawn', emptyCallsOf, 'drawnMs'),
        row('probabilities, drawn', readingsOf, 'drawnMs'),
      ],
    ),
    ...formatOverhead('idle', idle, aims.idleMs),
    ...training.flatMap(({ recipe, latencies }) => formatOverhead(`while training ${recipe}`, latencies, aims.trainingMs)),
  ];
}

/** How much longer than an empty call a reading takes, at p95 of each. */
function formatOverhead(when: string, { readings, emptyCalls }: Latencies, aimMs: number): string[] {
  const overhead = (kind: keyof Latency) => {
    const [reading, emptyCall] = [readings, emptyCalls].map((latencies) => distributionOf(latencies.map((latency) => latency[kind])).p95);
    return (reading ?? NaN) - (emptyCall ?? NaN);
  };
  return [
    formatAim(`${when}, drawn over the empty call's at p95, ms`, overhead('drawnMs'), aimMs),
    formatAim(`${when}, answered over the empty call at p95, ms`, overhead('answeredMs'), aimMs),
  ];
}

export function formatTimeTravel({ drawing, gallery }: TimeTravel): string[] {
  const cells = (latencies: readonly Latency[], kind: keyof Latency) => {
    const { p50, p95 } = distributionOf(latencies.map((latency) => latency[kind]));
    return [p50.toFixed(1), p95.toFixed(1)];
  };
  const rows = [
    { what: 'drawing', journey: drawing },
    { what: 'gallery', journey: gallery },
  ].flatMap(({ what, journey: { first, again, emptyCalls } }) => {
    const row = (name: string, latencies: readonly Latency[]) => {
      const [over, emptyCall] = [latencies, emptyCalls].map((times) => distributionOf(times.map(({ drawnMs }) => drawnMs)).p50);
      return [`${what}, ${name}`, ...cells(latencies, 'answeredMs'), ...cells(latencies, 'drawnMs'), formatAimMark((over ?? NaN) - (emptyCall ?? NaN), aims.travelMs)];
    };
    return [row('empty call', emptyCalls), row('first time there', first), row('there again', again)];
  });
  return formatTable(['The slider moved to what is read there, ms', 'answered p50', 'p95', 'drawn p50', 'p95', `(aim: drawn p50 at most ${aims.travelMs} over the empty call's)`], rows);
}

export function formatTrainPressed(places: readonly FirstPoint[]): string[] {
  const rows = places.map(({ where, latencies }) => {
    const distribution = distributionOf(latencies);
    return [where, ...formatDistribution(distribution, 0), formatAimMark(distribution.p50, aims.firstPointMs)];
  });
  return formatTable(['Train pressed to the first point, ms', 'times', 'p50', 'p95', 'largest', `(aim: p50 at most ${aims.firstPointMs})`], rows);
}

export function formatFrames(records: readonly FrameRecord[]): string[] {
  const rows = records.map(({ what, times }) => {
    const distribution = distributionOf(times.workMs);
    const missed = times.intervalMs.filter((interval) => interval > missedFrameMs).length / times.intervalMs.length;
    return [what, ...formatDistribution(distribution, 1), `${(100 * missed).toFixed(1)} %`, formatAimMark(distribution.p95, aims.frameMs)];
  });
  return formatTable(['A frame, ms', 'frames', 'p50', 'p95', 'largest', 'late', `(aim: p95 at most ${aims.frameMs})`], rows);
}

export function formatBundles(bundles: readonly BundleSize[]): string[] {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  return formatTable(['Bundle, kB', 'raw', 'gzip', ''], bundles.map(({ name, bytes, gzipBytes }) => [name, kilobytes(bytes), kilobytes(gzipBytes), '']));
}

export function formatMemory(states: readonly MemoryState[]): string[] {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return formatTable(
    ['Memory, MB', 'lab heap', 'nodes', 'host heap', 'trainer resident', ''],
    states.map(({ when, memory }) => [when, megabytes(memory.labBytes), String(memory.labNodes), megabytes(memory.hostBytes), megabytes(memory.trainerBytes), '']),
  );
}

function formatDistribution({ count, p50, p95, largest }: Distribution, digits: number): string[] {
  return [String(count), ...[p50, p95, largest].map((value) => value.toFixed(digits))];
}

function formatAim(what: string, value: number, aim: number): string {
  return `${what}: ${value.toFixed(1)}, aim at most ${aim}: ${formatAimMark(value, aim)}`;
}

function formatAimMark(value: number, aim: number): string {
  return value <= aim ? 'holds' : 'does not hold';
}
