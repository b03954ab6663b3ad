/** The identifier of a tensor that lives in the package's native half until it is deleted. */
export type TensorId = number;

/** The parts of `@tensorflow/tfjs-node`'s native binding (its dist/tfjs_binding.d.ts) that the engine calls. */
export interface Binding {
  /**
   * Makes a tensor of the shape. It may go on using `data`'s memory instead of a copy.
   * `type` is a `DataType`, whose numbers are those of TensorFlow's C API.
   */
  createTensor(shape: readonly number[], type: number, data: Float32Array | Int32Array | Uint8Array): TensorId;
  deleteTensor(id: TensorId): void;
  /** A copy of the elements: `Float32Array` or `Int32Array`. It throws for tensors of uint8. */
  tensorDataSync(id: TensorId): unknown;
  /** Loads the SavedModel of a folder and returns the session's number. */
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  /** Runs a part of the graph. Both lists of names are separated by commas, each name being `node:output`. */
  runSavedModel(session: number, inputs: readonly TensorId[], inputNames: string, outputNames: string): { readonly id: TensorId }[];
}

/** What the engine needs of a loaded package. */
export interface TensorflowPackage {
  readonly binding: Binding;
  /** The package's version, e.g. `4.22.0`. */
  readonly packageVersion: string;
  /** The version of the TensorFlow library under it, e.g. `2.15.1`. */
  readonly libraryVersion: string;
}

/** Checks that a loaded module is the package and has what the engine calls. Throws an `Error` that names what it lacks. */
export function parseTensorflowPackage(module: unknown): TensorflowPackage {
  const findBackend = property(module, 'findBackend');
  if (typeof findBackend !== 'function') throw new Error('The TensorFlow package has no function findBackend.');
  const backend: unknown = Reflect.apply(findBackend, module, ['tensorflow']);
  const binding = property(backend, 'binding');
  assertBinding(binding);
  const packageVersion = property(property(module, 'version'), 'tfjs-node');
  const libraryVersion = property(binding, 'TF_Version');
  if (typeof packageVersion !== 'string' || typeof libraryVersion !== 'string') {
    throw new Error('The TensorFlow package does not say its version.');
  }
  return { binding, packageVersion, libraryVersion };
}

const bindingFunctions = [
  'createTensor',
  'deleteTensor',
  'tensorDataSync',
  'loadSavedModel',
  'deleteSavedModel',
  'runSavedModel',
] as const satisfies (keyof Binding)[];

function assertBinding(value: unknown): asserts value is Binding {
  for (const name of bindingFunctions) {
    if (typeof property(value, name) !== 'function') throw new Error(`The TensorFlow package's binding has no function ${name}.`);
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
