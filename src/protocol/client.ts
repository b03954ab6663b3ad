import * as v from 'valibot';
import { UserError } from '../core/userError';
import type { CallName, Contract, EventData, EventName, Params, Result } from './contract';
import { responseSchema, type Request, type Response } from './messages';
import { PortClosedError, type Port } from './port';

interface Pending {
  readonly result: v.GenericSchema;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Listeners<C extends Contract> = { [Name in EventName<C>]?: (data: EventData<C, Name>) => void };

/** The calling side of a contract: sends calls, settles each of them once, and hears events. */
export class Client<C extends Contract> {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private closed = false;

  /** `onMalformed` hears of messages that are not of the contract; they are dropped. */
  constructor(
    private readonly port: Port,
    private readonly contract: C,
    private readonly listeners: Listeners<C>,
    private readonly onMalformed: (problem: string) => void,
  ) {
    port.onMessage((message) => this.receive(message));
    port.onClose(() => this.close());
  }

  /**
   * Calls the other side. Rejects with its error (a `UserError` arrives as one), or with `PortClosedError`. Aborting the
   * signal asks the other side to stop; the call still settles by its answer.
   */
  call<Name extends CallName<C>>(name: Name, params: Params<C, Name>, signal?: AbortSignal): Promise<Result<C, Name>> {
    if (this.closed) return Promise.reject(new PortClosedError(`${name}: the other side has ended`));
    const result = this.contract.calls[name]?.result;
    if (!result) throw new Error(`no call is named ${name}`);
    const id = this.nextId++;
    return new Promise<Result<C, Name>>((resolve, reject) => {
      const cancel = () => this.send({ kind: 'cancel', id });
      const unlisten = () => signal?.removeEventListener('abort', cancel);
      this.pending.set(id, {
        result,
        resolve(value) {
          unlisten();
          resolve(value);
        },
        reject(error) {
          unlisten();
          reject(error);
        },
      });
      this.send({ kind: 'call', id, name, params });
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }

  private send(request: Request): void {
    this.port.post(request);
  }

  private close(): void {
    this.closed = true;
    for (const { reject } of this.pending.values()) reject(new PortClosedError('the other side ended before it answered'));
    this.pending.clear();
  }

  private receive(message: unknown): void {
    const parsed = v.safeParse(responseSchema, message);
    if (!parsed.success) return this.onMalformed(`a message of no known kind: ${parsed.issues[0].message}`);
    const response = parsed.output;
    if (response.kind === 'event') return this.hear(response);
    const call = this.pending.get(response.id);
    if (!call) return this.onMalformed(`an answer to call ${response.id}, which is not pending`);
    this.pending.delete(response.id);
    if (response.kind === 'error') return call.reject(errorOf(response));
    const value = v.safeParse(call.result, response.value);
    if (value.success) call.resolve(value.output);
    else call.reject(new Error(`an answer is not of the contract: ${v.getDotPath(value.issues[0]) ?? ''} ${value.issues[0].message}`));
  }

  private hear({ name, data }: Extract<Response, { kind: 'event' }>): void {
    const schema = Object.hasOwn(this.contract.events, name) ? this.contract.events[name] : undefined;
    const listener = this.listeners[name as EventName<C>];
    if (!schema) return this.onMalformed(`an event of no known name: ${name}`);
    const parsed = v.safeParse(schema, data);
    if (!parsed.success) return this.onMalformed(`event ${name}: ${v.getDotPath(parsed.issues[0]) ?? ''} ${parsed.issues[0].message}`);
    listener?.(parsed.output);
  }
}

function errorOf({ code, message, stack }: Extract<Response, { kind: 'error' }>): Error {
  if (code !== undefined) return new UserError(code, message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
