// `npm run bench:cnn`: the time of a step of two small CNNs at batch 128 with Adam, and of the evaluation of 10,000 images, for
// both engines and PyTorch with equal threads. As in run.mjs, every contender is a process of its own, pinned to as many cores
// as it has threads; in each round each works once, in rotating order.
//   strided: conv 5x5 stride 2, 8 filters; conv 5x5 stride 2, 16 filters; dense 10. pooled: the same with stride 1 and 2x2 max pooling.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchFolder, dataFolder, outFolder, prepareProgram, root } from './bundle.mjs';
import { Contender } from './child.mjs';
import { median } from './summary.mjs';
import { formatTable } from './table.mjs';

const usage = `usage: npm run bench:cnn -- [--rounds N] [--warm-up N] [--work step|evaluation] [--model strided|pooled] [--threads 1|2]
  --rounds   rounds that count (default 15); --warm-up: rounds before them (default 5); the others leave out what is not named
MNIST_PYTHON names the Python with PyTorch 2 (default python3), MNIST_TENSORFLOW_PATH the folder of @tensorflow/tfjs-node.`;

/** What is measured, and the most that an engine may take of PyTorch's time. */
const comparisons = [
  { work: 'step', model: 'strided', threads: 1, limits: { wasm: 0.65, tensorflow: 0.55 } },
  { work: 'step', model: 'pooled', threads: 1, limits: { wasm: 0.65, tensorflow: 0.55 } },
  { work: 'step', model: 'strided', threads: 2, limits: { wasm: 0.65, tensorflow: 0.65 } },
  { work: 'step', model: 'pooled', threads: 2, limits: { wasm: 0.65, tensorflow: 0.65 } },
  { work: 'evaluation', model: 'strided', threads: 1, limits: { wasm: 1, tensorflow: 1 } },
  { work: 'evaluation', model: 'pooled', threads: 1, limits: { wasm: 1, tensorflow: 1 } },
];

function parseOptions() {
  const count = (text) => {
    if (!/^\d{1,4}$/.test(text)) throw new Error(`${text} is not a whole number from 0 to 9999`);
    return Number(text);
  };
  try {
    const text = { type: 'string' };
    const { values } = parseArgs({ options: { rounds: { ...text, default: '15' }, 'warm-up': { ...text, default: '5' }, work: text, model: text, threads: text } });
    const chosen = comparisons.filter((each) => ['work', 'model', 'threads'].every((field) => values[field] === undefined || values[field] === String(each[field])));
    if (chosen.length === 0) throw new Error('there is nothing of that kind to measure');
    return { rounds: Math.max(1, count(values.rounds)), warmUp: count(values['warm-up']), chosen };
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** The command on as many cores as it has threads, where they can be chosen. */
function pinned({ file, args, env }, threads) {
  if (!canPin || threads > availableParallelism()) return { file, args, env };
  return { file: 'taskset', args: ['-c', threads === 1 ? '0' : `0-${threads - 1}`, file, ...args], env };
}

function commandsOf({ work, model, threads }, program) {
  const env = { TF_NUM_INTEROP_THREADS: String(threads), OMP_NUM_THREADS: String(threads) };
  const engine = (id) => ({ file: process.execPath, args: [program, id, dataFolder, outFolder, root, model, work], env });
  const python = process.env.MNIST_PYTHON || 'python3';
  return {
    pytorch: { file: python, args: [path.join(benchFolder, 'cnnWork.py'), dataFolder, model, work, String(threads)], env },
    wasm: engine('wasm'),
    tensorflow: engine('tensorflow'),
  };
}

/**
 * Median milliseconds of each contender that is there, the reasons of those that are not. With one thread processor time,
 * which others on the machine hardly change; with several wall time, since threads that wait for each other spin.
 */
async function measure(comparison, program, { rounds, warmUp }) {
  const running = [];
  const absent = [];
  try {
    for (const [id, command] of Object.entries(commandsOf(comparison, program))) {
      const contender = new Contender(pinned(command, comparison.threads));
      running.push({ id, contender, ms: [] });
      const greeting = await contender.greeting().catch((error) => ({ absent: error.message }));
      if (!greeting.absent) continue;
      running.pop();
      contender.stop();
      absent.push(`${id}: ${greeting.absent}`);
    }
    for (let round = 0; round < warmUp + rounds; round++) {
      for (let turn = 0; turn < running.length; turn++) {
        const one = running[(round + turn) % running.length];
        const { cpuMs, wallMs } = await one.contender.epoch();
        one.ms.push(comparison.threads === 1 ? cpuMs : wallMs);
      }
    }
  } finally {
    for (const { contender } of running) contender.stop();
  }
  return { times: new Map(running.map(({ id, ms }) => [id, median(ms.slice(warmUp))])), absent };
}

function rowOf({ work, model, threads, limits }, times) {
  const pytorch = times.get('pytorch');
  const cells = Object.entries(limits).flatMap(([id, limit]) => {
    const ms = times.get(id);
    if (ms === undefined) return ['-', '-'];
    if (pytorch === undefined) return [ms.toFixed(2), '-'];
    return [ms.toFixed(2), `${(ms / pytorch).toFixed(2)} of ${limit} ${ms / pytorch <= limit ? 'holds' : 'does not hold'}`];
  });
  return [`${model} ${work}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`, pytorch?.toFixed(2) ?? '-', ...cells];
}

const { chosen, ...counts } = parseOptions();
const program = await prepareProgram('cnnWork');
const rows = [];
const reasons = new Set();
for (const comparison of chosen) {
  const { times, absent } = await measure(comparison, program, counts);
  rows.push(rowOf(comparison, times));
  for (const reason of absent) reasons.add(reason);
}
console.log(`Milliseconds (one thread: processor time; two: wall time), median of ${counts.rounds} rounds after ${counts.warmUp} to warm up; of PyTorch's time at equal threads, and the share that is aimed at.\n`);
console.log(formatTable(['', 'PyTorch', 'wasm', 'share', 'tensorflow', 'share'], rows).join('\n'));
for (const reason of reasons) console.log(`left out: ${reason}`);
