import * as v from 'valibot';

interface VscodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VscodeApi;

/** The one object through which a webview reaches VS Code; it can be asked for once. */
export const vscodeApi = acquireVsCodeApi();

/** A part of what VS Code keeps of a webview while it is hidden, moved, or the window is loaded anew. */
export interface KeptState<Value> {
  read(): Value;
  write(value: Value): void;
}

/** The part named `name`; `fallback` where nothing is kept, or what is kept is from another version of this program. */
export function keptState<Schema extends v.GenericSchema>(name: string, schema: Schema, fallback: v.InferOutput<Schema>): KeptState<v.InferOutput<Schema>> {
  return {
    read() {
      const parsed = v.safeParse(schema, readAll()[name]);
      return parsed.success ? parsed.output : fallback;
    },
    write(value) {
      vscodeApi.setState({ ...readAll(), [name]: value });
    },
  };
}

function readAll(): Record<string, unknown> {
  const all = v.safeParse(v.record(v.string(), v.unknown()), vscodeApi.getState());
  return all.success ? all.output : {};
}
