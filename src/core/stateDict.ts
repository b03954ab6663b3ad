/** A named array of 32-bit floats in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Parameters (or optimizer slots) by PyTorch's names, e.g. `linear.weight` `[10, 784]`, in the order of the layers. */
export type StateDict = ReadonlyMap<string, Tensor>;

export interface NamedTensor extends Tensor {
  readonly name: string;
}

/** What a tensor of a state dict must be. */
export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The number of elements of a shape; 1 for a scalar's `[]`. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The name and index of the first NaN or infinity, or `undefined` where every value is finite. */
export function findNonFinite(stateDict: StateDict): { name: string; index: number } | undefined {
  for (const [name, tensor] of stateDict) {
    const index = tensor.data.findIndex((value) => !Number.isFinite(value));
    if (index >= 0) return { name, index };
  }
  return undefined;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The numbers as the file formats have them: 32-bit floats, little-endian. Where the machine has them so, the same memory. */
export function floatBytes(data: Float32Array): Uint8Array {
  if (isLittleEndian) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const view = new DataView(new ArrayBuffer(data.byteLength));
  data.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return new Uint8Array(view.buffer);
}
