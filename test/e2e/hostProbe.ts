import { request } from 'node:http';
import * as v from 'valibot';
import { waitFor } from './waitFor';

const nothing = v.null();
const eventLoopDelaySchema = v.object({ samples: v.number(), p50Ms: v.number(), p99Ms: v.number(), maxMs: v.number() });

/** How long the event loop let its 1 ms timer wait; the millisecond itself is counted. */
export type EventLoopDelay = v.InferOutput<typeof eventLoopDelaySchema>;

/** Asks the helper extension `hostProbe/`, which runs in the same extension host as the one that is tested. */
export class HostProbe {
  constructor(private readonly socket: string) {}

  /** Waits until the extension host has started the helper, which it does after everything else of a start. */
  async ready(): Promise<void> {
    await waitFor(() => this.pid().catch(() => undefined), { what: 'the host probe' });
  }

  /** Process id of the extension host. */
  pid(): Promise<number> {
    return this.ask('pid', v.number());
  }

  /** Ids of the extensions that were activated. */
  activeExtensions(): Promise<string[]> {
    return this.ask('activeExtensions', v.array(v.string()));
  }

  /** Executes a command as another extension would, and waits for its end. */
  async executeCommand(command: string, argument?: unknown): Promise<void> {
    await this.ask('executeCommand', nothing, { command, argument });
  }

  /** Changes one of the user's settings, live. */
  async changeSetting(name: string, value: unknown): Promise<void> {
    await this.ask('changeSetting', nothing, { name, value });
  }

  /** What the extension host's JavaScript heap holds, its garbage collected. */
  heapUsedBytes(): Promise<number> {
    return this.ask('heapUsedBytes', v.number());
  }

  async startEventLoopDelay(): Promise<void> {
    await this.ask('startEventLoopDelay', nothing);
  }

  stopEventLoopDelay(): Promise<EventLoopDelay> {
    return this.ask('stopEventLoopDelay', eventLoopDelaySchema);
  }

  private async ask<Schema extends v.GenericSchema>(question: string, schema: Schema, parameters: object = {}): Promise<v.InferOutput<Schema>> {
    const text = await post(this.socket, `/${question}`, JSON.stringify(parameters));
    const { result, error } = v.parse(v.object({ result: v.optional(v.unknown()), error: v.optional(v.string()) }), JSON.parse(text));
    if (error !== undefined) throw new Error(`The host probe could not answer ${question}: ${error}`);
    return v.parse(schema, result);
  }
}

function post(socketPath: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = request({ socketPath, path, method: 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
