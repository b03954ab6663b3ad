import { request } from 'node:http';
import { waitFor } from './waitFor';

export interface EventLoopDelay {
  readonly samples: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

interface Answers {
  pid: number;
  activeExtensions: string[];
  executeCommand: null;
  startEventLoopDelay: null;
  stopEventLoopDelay: EventLoopDelay;
}

/** Asks the helper extension `hostProbe/`, which runs in the same extension host as the one that is tested. */
export class HostProbe {
  constructor(private readonly socket: string) {}

  /** Waits until the extension host has started the helper, which it does after everything else of a start. */
  async ready(): Promise<void> {
    await waitFor(() => this.pid().then(() => true, () => false), { what: 'the host probe' });
  }

  /** Process id of the extension host. */
  pid(): Promise<number> {
    return this.ask('pid');
  }

  /** Ids of the extensions that were activated. */
  activeExtensions(): Promise<string[]> {
    return this.ask('activeExtensions');
  }

  /** Executes a command as an extension would, and waits for its end. */
  async executeCommand(command: string): Promise<void> {
    await this.ask('executeCommand', { command });
  }

  async startEventLoopDelay(): Promise<void> {
    await this.ask('startEventLoopDelay');
  }

  stopEventLoopDelay(): Promise<EventLoopDelay> {
    return this.ask('stopEventLoopDelay');
  }

  private async ask<Question extends keyof Answers>(question: Question, parameters: object = {}): Promise<Answers[Question]> {
    const text = await post(this.socket, `/${question}`, JSON.stringify(parameters));
    const answer = JSON.parse(text) as { result: Answers[Question]; error?: string };
    if (answer.error !== undefined) throw new Error(`The host probe could not answer ${question}: ${answer.error}`);
    return answer.result;
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
