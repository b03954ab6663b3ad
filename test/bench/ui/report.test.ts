import { expect, test } from 'vitest';
import { formatBundles, formatFrames, formatMemory, formatReadings, formatTimeTravel, formatTrainPressed } from '../../../bench/ui/report';

const latency = (answeredMs: number, drawnMs: number) => ({ answeredMs, drawnMs });

test('readings stand beside empty calls, with what they take longer and what was aimed at', () => {
  const idle = { readings: [latency(12, 20)], emptyCalls: [latency(6, 12)] };
  const training = { readings: [latency(50, 61)], emptyCalls: [latency(16, 25)] };
  expect(formatReadings({ idle, training: [{ recipe: 'fast99', latencies: training }] })).toEqual([
    'From the last pointer event, ms  idle p50   p95  fast99 p50   p95',
    'empty call, answered                  6.0   6.0        16.0  16.0',
    'probabilities, answered              12.0  12.0        50.0  50.0',
    'empty call, next frame drawn         12.0  12.0        25.0  25.0',
    'probabilities, drawn                 20.0  20.0        61.0  61.0',
    "idle, drawn over the empty call's at p95, ms: 8.0, aim at most 8: holds",
    'idle, answered over the empty call at p95, ms: 6.0, aim at most 8: holds',
    "while training fast99, drawn over the empty call's at p95, ms: 36.0, aim at most 35: does not hold",
    'while training fast99, answered over the empty call at p95, ms: 34.0, aim at most 35: holds',
  ]);
});

test('time travel: what is read at a checkpoint stands beside the empty call', () => {
  const emptyCalls = [latency(6, 12)];
  const drawing = { first: [latency(30, 46)], again: [latency(20, 30)], emptyCalls };
  const gallery = { first: [latency(30, 45)], again: [latency(20, 30)], emptyCalls };
  expect(formatTimeTravel({ drawing, gallery })).toEqual([
    "The slider moved to what is read there, ms  answered p50   p95  drawn p50   p95  (aim: drawn p50 at most 33 over the empty call's)",
    'drawing, empty call                                  6.0   6.0       12.0  12.0  holds',
    'drawing, first time there                           30.0  30.0       46.0  46.0  does not hold',
    'drawing, there again                                20.0  20.0       30.0  30.0  holds',
    'gallery, empty call                                  6.0   6.0       12.0  12.0  holds',
    'gallery, first time there                           30.0  30.0       45.0  45.0  holds',
    'gallery, there again                                20.0  20.0       30.0  30.0  holds',
  ]);
});

test('Train pressed: a line for each place', () => {
  expect(formatTrainPressed([{ where: 'sidebar', latencies: [300, 200, 700] }])).toEqual([
    'Train pressed to the first point, ms  times  p50  p95  largest  (aim: p50 at most 500)',
    'sidebar                                   3  300  700      700  holds',
  ]);
});

test('frames: how long they took, and the share that came late', () => {
  const times = { workMs: [2, 3, 17], intervalMs: [16.7, 33.4] };
  expect(formatFrames([{ what: 'scrolled', times }])).toEqual([
    'A frame, ms  frames  p50   p95  largest    late  (aim: p95 at most 16)',
    'scrolled          3  3.0  17.0     17.0  50.0 %  does not hold',
  ]);
});

test('bundles in thousands of bytes', () => {
  expect(formatBundles([{ name: 'cli.js', bytes: 12_345, gzipBytes: 2_000 }])).toEqual(['Bundle, kB   raw  gzip', 'cli.js      12.3   2.0']);
});

test('memory in millions of bytes', () => {
  const memory = { labBytes: 61_500_000, labNodes: 2_000, hostBytes: 50_000_000, trainerBytes: 170_000_000 };
  expect(formatMemory([{ when: 'at first', memory }])).toEqual([
    'Memory, MB  lab heap  nodes  host heap  trainer resident',
    'at first        61.5   2000       50.0             170.0',
  ]);
});
