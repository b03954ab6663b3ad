import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { UserError } from '../../src/core/userError';
import { Client } from '../../src/protocol/client';
import type { Contract } from '../../src/protocol/contract';
import { PortClosedError } from '../../src/protocol/port';
import { Server, type Handlers } from '../../src/protocol/server';
import { memoryPorts } from './memoryPorts';

const contract = {
  calls: {
    double: { params: v.number(), result: v.number() },
    wait: { params: v.null(), result: v.string() },
  },
  events: { tick: v.object({ at: v.number() }) },
} as const satisfies Contract;

const waiting: Handlers<typeof contract>['wait'] = (_, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve(signal.reason instanceof PortClosedError ? 'closed' : 'aborted'));
  });

function connect(handlers: Partial<Handlers<typeof contract>> = {}) {
  const ports = memoryPorts();
  const heard: unknown[] = [];
  const malformed: string[] = [];
  const client = new Client(ports.a, contract, { tick: (data) => heard.push(data) }, (problem) => malformed.push(problem));
  const server = new Server(ports.b, contract, { double: (value) => 2 * value, wait: waiting, ...handlers });
  return { ...ports, client, server, heard, malformed };
}

describe('a call', () => {
  it('is answered', async () => {
    await expect(connect().client.call('double', 21)).resolves.toBe(42);
  });

  it('arrives as the UserError that its handler threw', async () => {
    const { client } = connect({
      double: () => {
        throw new UserError('too-much', 'That is too much. Ask for less.');
      },
    });
    await expect(client.call('double', 1)).rejects.toMatchObject({ name: 'UserError', code: 'too-much', message: 'That is too much. Ask for less.' });
  });

  it('arrives as an Error without a code where its handler has a bug', async () => {
    const { client } = connect({
      double: () => {
        throw new TypeError('undefined is not a function');
      },
    });
    const error: unknown = await client.call('double', 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(UserError);
  });

  it('is refused where its params are not of the contract', async () => {
    const { client } = connect();
    await expect(client.call('double', 'two' as unknown as number)).rejects.toThrow('double: params Invalid type: Expected number but received "two"');
  });

  it('is refused where its answer is not of the contract', async () => {
    const { client } = connect({ double: () => 'many' as unknown as number });
    await expect(client.call('double', 1)).rejects.toThrow('an answer is not of the contract');
  });

  it('can be cancelled, and still settles by its answer', async () => {
    const controller = new AbortController();
    const call = connect().client.call('wait', null, controller.signal);
    controller.abort();
    await expect(call).resolves.toBe('aborted');
  });

  it('can be cancelled before it was made', async () => {
    await expect(connect().client.call('wait', null, AbortSignal.abort())).resolves.toBe('aborted');
  });

  it('rejects when the port closes, whether it was made before or after', async () => {
    const { client, close } = connect();
    const before = client.call('wait', null);
    close();
    await expect(before).rejects.toBeInstanceOf(PortClosedError);
    await expect(client.call('double', 1)).rejects.toBeInstanceOf(PortClosedError);
  });

  it('is aborted with the reason on the answering side when the port closes', async () => {
    const reasons: unknown[] = [];
    const { client, close } = connect({
      wait: async (params, signal) => {
        const how = await waiting(params, signal);
        reasons.push(how);
        return how;
      },
      double: (value) => value,
    });
    client.call('wait', null).catch(() => undefined);
    await client.call('double', 1);
    close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(reasons).toEqual(['closed']);
  });
});

describe('an event', () => {
  it('is heard', async () => {
    const { client, server, heard } = connect();
    server.emit('tick', { at: 3 });
    await client.call('double', 1);
    expect(heard).toEqual([{ at: 3 }]);
  });
});

describe('a message that is not of the contract', () => {
  it.each([
    ['no object', 'hello', 'a message of no known kind'],
    ['no kind', { kind: 'shout' }, 'a message of no known kind'],
    ['an unknown event', { kind: 'event', name: 'tock', data: 1 }, 'an event of no known name: tock'],
    ['event data of another shape', { kind: 'event', name: 'tick', data: { at: 'now' } }, 'event tick: at Invalid type'],
    ['an answer to nothing', { kind: 'result', id: 99, value: 1 }, 'an answer to call 99, which is not pending'],
  ])('is dropped and reported: %s', async (_, message, problem) => {
    const { client, b, malformed } = connect();
    b.post(message);
    await client.call('double', 1);
    expect(malformed[0]).toContain(problem);
  });

  it('does not disturb the answering side', async () => {
    const { client, a } = connect();
    a.post({ kind: 'call', id: 'x', name: 'double' });
    a.post(null);
    await expect(client.call('double', 2)).resolves.toBe(4);
  });

  it('does not reach what every object inherits', async () => {
    const { client, a, b, malformed } = connect();
    const answers: unknown[] = [];
    a.onMessage((message) => answers.push(message));
    a.post({ kind: 'call', id: 7, name: 'constructor', params: 1 });
    b.post({ kind: 'event', name: 'constructor', data: 1 });
    await client.call('double', 2);
    expect(answers).toContainEqual(expect.objectContaining({ kind: 'error', id: 7, message: 'no call is named constructor' }));
    expect(malformed).toContain('an event of no known name: constructor');
  });
});
