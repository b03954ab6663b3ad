import * as v from 'valibot';
import { UserError } from '../core/userError';
import type { CallName, Contract, EventData, EventName, Params, Result } from './contract';
import { requestSchema, type Request, type Response } from './messages';
import { PortClosedError, type Port } from './port';

export type Handlers<C extends Contract> = {
  [Name in CallName<C>]: (params: Params<C, Name>, signal: AbortSignal) => Result<C, Name> | Promise<Result<C, Name>>;
};

/** The answering side of a contract: parses the params of each call, runs its handler, answers once, and sends events. */
export class Server<C extends Contract> {
  private readonly running = new Map<number, AbortController>();

  constructor(
    private readonly port: Port,
    private readonly contract: C,
    private readonly handlers: Handlers<C>,
  ) {
    port.onMessage((message) => this.receive(message));
    port.onClose(() => this.abort(new PortClosedError('the caller has ended')));
  }

  /** Aborts the calls that are running; they still answer. */
  abort(reason: Error): void {
    for (const controller of this.running.values()) controller.abort(reason);
  }

  emit<Name extends EventName<C>>(name: Name, data: EventData<C, Name>): void {
    this.send({ kind: 'event', name, data });
  }

  private send(response: Response): void {
    this.port.post(response);
  }

  private receive(message: unknown): void {
    const parsed = v.safeParse(requestSchema, message);
    if (!parsed.success) return;
    const request = parsed.output;
    if (request.kind === 'cancel') this.running.get(request.id)?.abort();
    else void this.answer(request);
  }

  private async answer({ id, name, params }: Extract<Request, { kind: 'call' }>): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const call = Object.hasOwn(this.contract.calls, name) ? this.contract.calls[name] : undefined;
      if (!call) throw new Error(`no call is named ${name}`);
      const parsed = v.safeParse(call.params, params);
      if (!parsed.success) throw new Error(`${name}: ${v.getDotPath(parsed.issues[0]) ?? 'params'} ${parsed.issues[0].message}`);
      const handler = this.handlers[name as CallName<C>];
      const value = await handler(parsed.output, controller.signal);
      this.send({ kind: 'result', id, value });
    } catch (error) {
      this.send(describeError(id, error));
    } finally {
      this.running.delete(id);
    }
  }
}

function describeError(id: number, error: unknown): Response {
  if (error instanceof UserError) return { kind: 'error', id, message: error.message, code: error.code };
  if (error instanceof Error) return { kind: 'error', id, message: error.message, stack: error.stack };
  return { kind: 'error', id, message: String(error) };
}
