import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as v from 'valibot';
import { UserError } from '../core/userError';

/** A folder where the package may be, and what named it (a setting, `MNIST_TENSORFLOW_PATH`, ...), for the view to say. */
export interface TensorflowCandidate {
  readonly origin: string;
  readonly folder: string;
}

/** An installed package, not loaded yet. */
export interface InstalledTensorflow extends TensorflowCandidate {
  /** The package's own folder, absolute, links resolved. */
  readonly folder: string;
  readonly name: (typeof packageNames)[number];
  /** The package's version, e.g. `4.22.0`. */
  readonly version: string;
}

const packageNames = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'] as const;

const manifestSchema = v.object({ name: v.picklist(packageNames), version: v.string() });

/** What TensorFlow reads from the environment when it is loaded, where the user has not set it. */
const environmentDefaults = {
  // Errors only: otherwise it writes notes on oneDNN and AVX to stderr.
  TF_CPP_MIN_LOG_LEVEL: '2',
  // Convolutions are four to five times slower without oneDNN.
  TF_ENABLE_ONEDNN_OPTS: '1',
  // Threads work on shards of a batch (engine/tensorflow/shards.ts), so that none is left to help with an operation.
  TF_NUM_INTRAOP_THREADS: '1',
} as const;

/**
 * The first candidate that is the package, or whose `node_modules` holds it, with its native half in place. Loads nothing.
 * (Where the native half could not be downloaded, npm may leave a package without it; such a one is passed over.)
 */
export function findTensorflow(candidates: readonly TensorflowCandidate[]): InstalledTensorflow | undefined {
  for (const { origin, folder } of candidates) {
    for (const place of [folder, ...packageNames.map((name) => join(folder, 'node_modules', name))]) {
      const manifest = installedPackage(place);
      if (manifest !== undefined) return { origin, folder: realpathSync(place), ...manifest };
    }
  }
  return undefined;
}

/**
 * Loads the package from its own folder, an absolute path, and returns its module. Throws a `UserError`
 * `tensorflow-unloadable` with the reason; a native library that does not fit can also end the process.
 */
export function loadTensorflow(folder: string): unknown {
  // Made at run time, so that the bundler leaves the package alone and it is required from where it is.
  const requirePackage = createRequire(join(folder, 'package.json'));
  restoreUtilFunctions(requirePackage('node:util'));
  for (const [name, value] of Object.entries(environmentDefaults)) process.env[name] ??= value;
  try {
    const loaded: unknown = requirePackage(folder);
    return loaded;
  } catch (error) {
    throw new UserError(
      'tensorflow-unloadable',
      `TensorFlow could not be loaded from ${folder}: ${oneLine(error)} Install @tensorflow/tfjs-node anew, or set the engine to wasm.`,
      { cause: error },
    );
  }
}

/** The package in this folder; `undefined` where it is another or has no native half. */
function installedPackage(folder: string): Pick<InstalledTensorflow, 'name' | 'version'> | undefined {
  const manifest = v.safeParse(manifestSchema, readJson(join(folder, 'package.json')));
  return manifest.success && hasNativeBinding(folder) ? manifest.output : undefined;
}

/** The binding is at lib/napi-v8/tfjs_binding.node, the number being that of the Node-API it was built for. */
function hasNativeBinding(folder: string): boolean {
  const library = join(folder, 'lib');
  return existsSync(library) && readdirSync(library).some((name) => existsSync(join(library, name, 'tfjs_binding.node')));
}

function readJson(path: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return value;
  } catch {
    return undefined;
  }
}

/** Puts back two functions that Node 23 removed from `util` and that tfjs-node 4.22.0, the newest there is, still calls. */
function restoreUtilFunctions(util: unknown): void {
  if (typeof util !== 'object' || util === null) return;
  if (!('isNullOrUndefined' in util)) Reflect.set(util, 'isNullOrUndefined', (value: unknown) => value === null || value === undefined);
  if (!('isArray' in util)) Reflect.set(util, 'isArray', Array.isArray);
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
