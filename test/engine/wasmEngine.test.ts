import { expect, test } from 'vitest';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import { modelSpec } from './modelForTests';
import { wasmEngine } from './wasmForTests';

test.each([
  ['fma', 'wasm 3 simd+fma'],
  ['simd', 'wasm 3 simd'],
] as const)('the %s build says its version and instructions', (build, description) => {
  expect(wasmEngine(build).description).toBe(description);
});

test('a module without the kernels is refused', () => {
  const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const engine = createWasmEngine({ kernels: emptyModule, build: 'simd' });
  expect(() => engine.compile(modelSpec(2))).toThrow('Not the kernels of this version');
});
