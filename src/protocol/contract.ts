import type * as v from 'valibot';

/** What one side of a port offers: calls that it answers, and events that it sends by itself, each with its schema. */
export interface Contract {
  readonly calls: Readonly<Record<string, { readonly params: v.GenericSchema; readonly result: v.GenericSchema }>>;
  readonly events: Readonly<Record<string, v.GenericSchema>>;
}

export type CallName<C extends Contract> = keyof C['calls'] & string;
export type Params<C extends Contract, Name extends CallName<C>> = v.InferOutput<C['calls'][Name]['params']>;
export type Result<C extends Contract, Name extends CallName<C>> = v.InferOutput<C['calls'][Name]['result']>;
export type EventName<C extends Contract> = keyof C['events'] & string;
export type EventData<C extends Contract, Name extends EventName<C>> = v.InferOutput<C['events'][Name]>;
