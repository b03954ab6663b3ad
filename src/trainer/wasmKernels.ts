import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { UserError } from '../core/userError';
import { acceptsKernels } from '../engine/wasm/kernelExports';
import type { KernelBuild } from '../engine/wasm/wasmEngine';

export interface WasmKernels {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same for a memory that threads share. */
  readonly shared: Uint8Array<ArrayBuffer>;
  readonly build: KernelBuild;
}

/**
 * Reads the fastest kernels that this Node accepts: `kernels-fma.wasm` of the folder, else `kernels.wasm`. Node 20 is asked
 * to enable relaxed SIMD first. Throws a UserError (`installation-damaged`) where a file is missing or not WebAssembly.
 */
export function loadWasmKernels(folder: string): WasmKernels {
  const fma = readKernels(path.join(folder, 'kernels-fma.wasm'));
  // Only after a refusal, and not in execArgv: Node 24 has relaxed SIMD without the flag, and will not start with it.
  if (!acceptsKernels(fma)) setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (acceptsKernels(fma)) return { bytes: fma, shared: readAccepted(folder, 'kernels-fma-shared.wasm'), build: 'fma' };
  return { bytes: readAccepted(folder, 'kernels.wasm'), shared: readAccepted(folder, 'kernels-shared.wasm'), build: 'simd' };
}

function readAccepted(folder: string, name: string): Uint8Array<ArrayBuffer> {
  const file = path.join(folder, name);
  const bytes = readKernels(file);
  if (!acceptsKernels(bytes)) throw damaged(file);
  return bytes;
}

function readKernels(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw damaged(file, { cause });
  }
}

function damaged(file: string, options?: ErrorOptions): UserError {
  return new UserError('installation-damaged', `${file} is missing or damaged. Please reinstall the extension.`, options);
}
