// `npm run bench`: the time of one epoch of the notebook's model, softmax regression 784 -> 10 on 50,000 images in batches
// of 128, for both engines, a C loop and PyTorch, one thread each. Every contender is a process of its own, pinned to one
// core; in each round each trains one epoch, in rotating order, so that what else the machine does hits all alike.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Contender } from './child.mjs';
import { compilerFlags, optimizers, prepareContenders } from './contenders.mjs';
import { formatReport } from './report.mjs';
import { summarise } from './summary.mjs';

const usage = `usage: npm run bench -- [--rounds N] [--warm-up N] [--core N] [--optimizer NAME] [--json]
  --rounds   rounds that count (default 15); --warm-up: rounds before them (default 5)
  --core     the core that every contender is pinned to (default 0), where taskset exists
  --optimizer ${optimizers.join(', ')} (default sgd); the C loops know only that
  --json     prints one object instead of the table
MNIST_PYTHON names the Python with PyTorch 2 (default python3), MNIST_TENSORFLOW_PATH the folder of @tensorflow/tfjs-node.`;

function parseOptions() {
  const count = (text, lowest) => {
    if (!/^\d{1,4}$/.test(text) || Number(text) < lowest) throw new Error(`${text} is not a whole number from ${lowest} to 9999`);
    return Number(text);
  };
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '15' },
        'warm-up': { type: 'string', default: '5' },
        core: { type: 'string', default: '0' },
        optimizer: { type: 'string', default: 'sgd' },
        json: { type: 'boolean', default: false },
      },
    });
    const { optimizer, json } = values;
    if (!optimizers.includes(optimizer)) throw new Error(`${optimizer} is none of ${optimizers.join(', ')}`);
    return { rounds: count(values.rounds, 1), warmUp: count(values['warm-up'], 0), core: count(values.core, 0), optimizer, json };
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

/** The command pinned to a core by `taskset`, or as it is where there is none. */
function pinned(command, core) {
  if (core === null) return command;
  return { ...command, file: 'taskset', args: ['-c', String(core), command.file, ...command.args] };
}

/** Starts who is there. The others are told with the reason. */
async function startContenders(prepared, core) {
  const running = [];
  const absent = [];
  for (const { id, name, command, absent: missing } of prepared) {
    if (missing) {
      absent.push({ id, name, reason: missing });
      continue;
    }
    const contender = new Contender(pinned(command, core));
    const greeting = await contender.greeting().catch((error) => {
      throw new Error(`${name}: ${error.message}`, { cause: error });
    });
    if (greeting.absent) absent.push({ id, name, reason: greeting.absent });
    else running.push({ id, name, description: greeting.ready, contender, epochs: [] });
  }
  return { running, absent };
}

/** One epoch of every contender a round, one after the other; each round begins with the next of them. */
async function measure(running, rounds) {
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < running.length; turn++) {
      const one = running[(round + turn) % running.length];
      one.epochs.push(await one.contender.epoch());
    }
  }
}

const { rounds, warmUp, core, optimizer, json } = parseOptions();
const canPin = spawnSync('taskset', ['-c', String(core), 'true']).status === 0;
const { running, absent } = await startContenders(await prepareContenders(optimizer), canPin ? core : null);
try {
  if (!json) {
    console.log(`An epoch of the notebook's model, ${optimizer}: median of ${rounds} rounds after ${warmUp} to warm up, ${canPin ? `pinned to core ${core}` : 'not pinned (no taskset)'}.`);
    console.log(`The C loops are compiled with ${compilerFlags.join(' ')}.\n`);
  }
  await measure(running, warmUp + rounds);
} finally {
  for (const { contender } of running) contender.stop();
}
const summary = { optimizer, rounds, warmUp, core: canPin ? core : null, absent, ...summarise(running, warmUp) };
console.log(json ? JSON.stringify(summary) : formatReport(summary));
if (!summary.losses.agree) process.exitCode = 1;
