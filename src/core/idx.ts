import { elementCount } from './stateDict';
import { UserError } from './userError';

/**
 * The IDX format: two zero bytes, the element type, the rank, each dimension as a big-endian uint32, then the elements,
 * big-endian, row by row. Source: http://yann.lecun.com/exdb/mnist/, "The IDX file format".
 */
const readers = {
  0x08: { bytes: 1, create: (count: number) => new Uint8Array(count), read: (view: DataView, offset: number) => view.getUint8(offset) },
  0x09: { bytes: 1, create: (count: number) => new Int8Array(count), read: (view: DataView, offset: number) => view.getInt8(offset) },
  0x0b: { bytes: 2, create: (count: number) => new Int16Array(count), read: (view: DataView, offset: number) => view.getInt16(offset) },
  0x0c: { bytes: 4, create: (count: number) => new Int32Array(count), read: (view: DataView, offset: number) => view.getInt32(offset) },
  0x0d: { bytes: 4, create: (count: number) => new Float32Array(count), read: (view: DataView, offset: number) => view.getFloat32(offset) },
  0x0e: { bytes: 8, create: (count: number) => new Float64Array(count), read: (view: DataView, offset: number) => view.getFloat64(offset) },
} as const;

export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: IdxData;
}

/**
 * Reads an IDX file of any element type and rank. Elements of one byte are a view of `bytes`, all others a copy.
 * `name` is what errors call the file. Throws a `UserError` where the header or the length is not what the format says.
 */
export function parseIdx(bytes: Uint8Array, name: string): IdxArray {
  const fail = (what: string): never => {
    throw new UserError('idx-malformed', `${name} is not a valid IDX file: ${what}. Replace it with an intact copy.`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) return fail(`it has ${bytes.length} bytes, less than a header`);
  if (view.getUint16(0) !== 0) return fail('it does not begin with two zero bytes');
  const reader = readers[view.getUint8(2) as keyof typeof readers] as (typeof readers)[keyof typeof readers] | undefined;
  if (!reader) return fail(`its element type 0x${view.getUint8(2).toString(16).padStart(2, '0')} does not exist`);
  const rank = view.getUint8(3);
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) return fail(`it ends inside its header of ${headerBytes} bytes`);

  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = elementCount(shape);
  const expected = headerBytes + count * reader.bytes;
  if (bytes.length !== expected) {
    return fail(`its header announces ${shape.join(' x ')} elements, ${expected} bytes in all, but it has ${bytes.length}`);
  }
  return { shape, data: elements(view, headerBytes, count, reader) };
}

/** The bytes of an IDX file of unsigned bytes. `data` has as many as the shape says. */
export function formatIdx(shape: readonly number[], data: Uint8Array): Uint8Array {
  if (data.length !== elementCount(shape)) throw new RangeError(`${data.length} bytes do not have the shape ${shape.join(' x ')}`);
  const headerBytes = 4 + 4 * shape.length;
  const bytes = new Uint8Array(headerBytes + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, 0x08);
  view.setUint8(3, shape.length);
  shape.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  bytes.set(data, headerBytes);
  return bytes;
}

function elements(view: DataView, offset: number, count: number, reader: (typeof readers)[keyof typeof readers]): IdxData {
  const { buffer, byteOffset } = view;
  if (reader === readers[0x08]) return new Uint8Array(buffer, byteOffset + offset, count);
  if (reader === readers[0x09]) return new Int8Array(buffer, byteOffset + offset, count);
  const data = reader.create(count);
  for (let i = 0; i < count; i++) data[i] = reader.read(view, offset + i * reader.bytes);
  return data;
}
