import { expect, test } from 'vitest';
import { Contender } from '../../bench/child.mjs';

/** A contender that runs a script in Node. */
function scripted(script: string): Contender {
  return new Contender({ file: process.execPath, args: ['-e', script] });
}

test('passes over lines that a library prints before the greeting', async () => {
  expect(await scripted(`console.log('a banner'); console.log('ready fake 1.0')`).greeting()).toEqual({ ready: 'fake 1.0' });
});

test('an absent contender says why', async () => {
  expect(await scripted(`console.log('absent There is no PyTorch.')`).greeting()).toEqual({ absent: 'There is no PyTorch.' });
});

test('a line `epoch` is answered with times and loss', async () => {
  const contender = scripted(`
    console.log('ready fake');
    process.stdin.on('data', (data) => console.log(JSON.stringify({ wallMs: 3, cpuMs: 2, loss: data.toString() === 'epoch\\n' ? 1.5 : -1 })));
  `);
  await contender.greeting();
  expect(await contender.epoch()).toEqual({ wallMs: 3, cpuMs: 2, loss: 1.5 });
  contender.stop();
});

test('a contender that dies is reported with what it wrote to its standard error', async () => {
  await expect(scripted(`console.error('no such file'); process.exit(1)`).greeting()).rejects.toThrow('the process ended: no such file');
});

test('a program that does not exist is reported by name', async () => {
  await expect(new Contender({ file: 'no-such-program', args: [] }).greeting()).rejects.toThrow('spawn no-such-program ENOENT');
});
