import * as v from 'valibot';
import { parse, parseJson } from '../parse';
import { elementCount, floatBytes, type StateDict, type Tensor } from '../stateDict';
import { UserError } from '../userError';
import { floatTypes, type FloatType } from './floatTypes';

/**
 * The safetensors format: the header's length as a little-endian uint64, a JSON header, then the tensors' bytes, little-
 * endian. Source: https://github.com/huggingface/safetensors#format
 */
export interface SafetensorsFile {
  readonly tensors: StateDict;
  readonly metadata: Readonly<Record<string, string>>;
}

const lengthBytes = 8;
/** Far above the few hundred bytes of our models; the format itself allows 100 MB. */
const maxHeaderBytes = 1 << 20;
const metadataKey = '__metadata__';
const types = new Map<string, FloatType>([['F64', floatTypes.float64], ['F32', floatTypes.float32], ['F16', floatTypes.float16], ['BF16', floatTypes.bfloat16]]);

const entrySchema = v.object({
  dtype: v.string('must be a type'),
  shape: v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.maxLength(8)),
  data_offsets: v.tuple([v.pipe(v.number(), v.safeInteger(), v.minValue(0)), v.pipe(v.number(), v.safeInteger())]),
});

/** The bytes of a file of 32-bit floats. The header is padded with spaces, so that the data start at a multiple of 8. */
export function formatSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = { [metadataKey]: metadata };
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += data.byteLength)] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + headerBytes + end).fill(0x20, lengthBytes, lengthBytes + headerBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, lengthBytes);
  let offset = lengthBytes + headerBytes;
  for (const { data } of tensors.values()) {
    bytes.set(floatBytes(data), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/**
 * Reads a file whole; `name` is what errors call it. Throws a `UserError` where lengths, offsets or shapes contradict
 * each other or the bytes, and for element types other than floats. Nothing is allocated by the header's word alone.
 */
export function parseSafetensors(bytes: Uint8Array, name: string): SafetensorsFile {
  const mend = 'The file is damaged or not a checkpoint: choose another.';
  const fail = (what: string): never => {
    throw new UserError('safetensors-malformed', `${name}: ${what}. ${mend}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < lengthBytes) return fail(`it has ${bytes.length} bytes, less than a header`);
  const headerBytes = view.getBigUint64(0, true);
  if (headerBytes > maxHeaderBytes) return fail(`its header claims ${headerBytes} bytes, above the limit of ${maxHeaderBytes}`);
  const dataStart = lengthBytes + Number(headerBytes);
  if (dataStart > bytes.length) return fail(`its header claims ${headerBytes} bytes, but the file has ${bytes.length}`);

  const as = { code: 'safetensors-malformed', what: `${name}: its header`, mend };
  const header = parse(v.record(v.string(), v.unknown()), parseJson(decodeUtf8(bytes.subarray(lengthBytes, dataStart), fail), as), as);
  const { [metadataKey]: rawMetadata = {}, ...rawEntries } = header;
  const metadata = parse(v.record(v.string(), v.string()), rawMetadata, { ...as, what: `${name}: its metadata` });
  const entries = Object.entries(rawEntries)
    .map(([key, entry]) => ({ key, ...parse(entrySchema, entry, { ...as, what: `${name}: tensor "${key}"` }) }))
    .sort((a, b) => a.data_offsets[0] - b.data_offsets[0]);

  let expected = 0;
  const tensors = new Map<string, Tensor>();
  for (const { key, dtype, shape, data_offsets: [begin, end] } of entries) {
    const type = types.get(dtype);
    if (!type) throw new UserError('safetensors-type', `${name}: tensor "${key}" holds ${dtype}. Save it as 32-bit floats (F32) and try again.`);
    if (begin !== expected || end - begin !== elementCount(shape) * type.bytes) {
      return fail(`tensor "${key}" of shape [${shape.join(', ')}] claims bytes ${begin} to ${end}, which cannot be`);
    }
    if (dataStart + end > bytes.length) return fail(`it ends inside tensor "${key}"`);
    tensors.set(key, { shape, data: readFloats(view, dataStart + begin, elementCount(shape), type) });
    expected = end;
  }
  if (dataStart + expected !== bytes.length) return fail(`${bytes.length - dataStart - expected} bytes belong to no tensor`);
  return { tensors, metadata };
}

function decodeUtf8(bytes: Uint8Array, fail: (what: string) => never): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('its header is not UTF-8 text');
  }
}

function readFloats(view: DataView, offset: number, count: number, type: FloatType): Float32Array {
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = type.read(view, offset + type.bytes * i);
  return data;
}
