import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject } from 'vitest';
import type { EventLoopDelay, HostProbe } from './hostProbe';
import { scenario } from './scenario';
import { openView } from './trainView';

const rounds = 5;

scenario('how long the event loop of the extension host waits while a run goes on', async ({ page, probe }) => {
  await openView(page);
  await probe.executeCommand('mnist.train');
  const idle: EventLoopDelay[] = [];
  const training: EventLoopDelay[] = [];
  // In turns, since another program on the machine disturbs whatever is measured at the moment.
  for (let round = 0; round < rounds; round += 1) {
    const started = Date.now();
    training.push(await measure(probe, () => probe.executeCommand('mnist.train')));
    const runMs = Date.now() - started;
    idle.push(await measure(probe, () => delay(runMs)));
  }
  const result = { idleP99Ms: idle.map(({ p99Ms }) => p99Ms), trainingP99Ms: training.map(({ p99Ms }) => p99Ms) };
  await writeFile(join(inject('output'), 'eventLoopDelay.json'), `${JSON.stringify({ idle, training }, undefined, 2)}\n`);
  process.stdout.write(
    `Event loop of the extension host, p99 of ${rounds} windows in ms (resolution 1, median last):\n` +
      `  idle      ${describe(result.idleP99Ms)}\n  training  ${describe(result.trainingP99Ms)}\n` +
      `  training - idle: ${(median(result.trainingP99Ms) - median(result.idleP99Ms)).toFixed(2)} ms (aim: at most 2)\n`,
  );
  for (const { samples } of [...idle, ...training]) expect(samples).toBeGreaterThan(100);
});

async function measure(probe: HostProbe, work: () => Promise<unknown>): Promise<EventLoopDelay> {
  await probe.startEventLoopDelay();
  await work();
  return probe.stopEventLoopDelay();
}

function describe(values: readonly number[]): string {
  return `${values.map((value) => value.toFixed(2)).join('  ')}  |  ${median(values).toFixed(2)}`;
}

/** Of an odd number of values. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) / 2] ?? NaN;
}
