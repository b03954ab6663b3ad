import { UserError } from '../userError';
import { crc32 } from './crc32';

/*
 * Zip files whose entries are stored, not compressed, as PyTorch writes them. Source: PKWARE's APPNOTE.TXT, sections 4.3.7
 * (local header), 4.3.12 (central directory) and 4.3.16 (its end).
 */

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const localBytes = 30;
const centralBytes = 46;
const endBytes = 22;
const encrypted = 1;
const namesAreUtf8 = 0x0800;
/** The id of the extra field that PyTorch pads with, so that the data begin at a multiple of 64. */
const paddingId = 0x4246;
const alignment = 64;
/** 1 January 1980, the format's first day. A file that says when it was written would differ each time. */
const firstDay = 0x0021;

/**
 * The entries of a zip file by their names, as views of `bytes`. `name` is what errors call the file. Throws a `UserError`
 * where an entry is compressed or encrypted, lies outside of the file, occurs twice, or has not the checksum it claims.
 */
export function parseZip(bytes: Uint8Array, name: string): ReadonlyMap<string, Uint8Array> {
  const fail = (what: string): never => {
    throw new UserError('zip-malformed', `${name}: ${what}. The file is damaged or not from PyTorch: choose another.`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - endBytes;
  if (end < 0 || view.getUint32(end, true) !== endSignature) return fail('it does not end as a zip file does; it may be cut short');
  const count = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  const entries = new Map<string, Uint8Array>();
  let at = directory;
  for (let position = 0; position < count; position++) {
    if (at + centralBytes > end || view.getUint32(at, true) !== centralSignature) return fail('its list of entries is broken');
    const nameEnd = at + centralBytes + view.getUint16(at + 28, true);
    if (nameEnd > end) return fail('its list of entries is broken');
    const key = decodeName(bytes.subarray(at + centralBytes, nameEnd), fail);
    if (view.getUint16(at + 8, true) & encrypted || view.getUint16(at + 10, true) !== 0) {
      throw new UserError('zip-compressed', `${name}: its entry "${key}" is compressed or encrypted, which PyTorch never does. Save the file anew with torch.save.`);
    }
    if (entries.has(key)) return fail(`it has two entries "${key}"`);
    const data = entryData(view, view.getUint32(at + 42, true), view.getUint32(at + 24, true), directory);
    if (!data) return fail(`its entry "${key}" is not where its list says`);
    if (crc32(data) !== view.getUint32(at + 16, true)) return fail(`the checksum of its entry "${key}" does not match`);
    entries.set(key, data);
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function entryData(view: DataView, header: number, size: number, limit: number): Uint8Array | undefined {
  if (header + localBytes > Math.min(limit, view.byteLength) || view.getUint32(header, true) !== localSignature) return undefined;
  const start = header + localBytes + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  return start + size <= limit ? new Uint8Array(view.buffer, view.byteOffset + start, size) : undefined;
}

function decodeName(bytes: Uint8Array, fail: (what: string) => never): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('a name in its list of entries is not UTF-8 text');
  }
}

/** A zip file of stored entries, the data of each beginning at a multiple of 64 as in PyTorch's own. */
export function formatZip(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [key, data] of entries) {
    const name = new TextEncoder().encode(key);
    const common = commonFields(name, data);
    const padding = alignment - ((offset + localBytes + name.length + 4) % alignment);
    directory.push(centralHeader(common, name, offset));
    const local = [localHeader(common, name, padding), data];
    parts.push(...local);
    offset += local.reduce((sum, { length }) => sum + length, 0);
  }
  return concatenate([...parts, ...directory, endRecord(entries.size, offset, concatenate(directory).length)]);
}

/** The 26 bytes that local and central header share, from the version that is needed to the length of the extra field. */
function commonFields(name: Uint8Array, data: Uint8Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(26));
  view.setUint16(0, 20, true);
  view.setUint16(2, namesAreUtf8, true);
  view.setUint16(8, firstDay, true);
  view.setUint32(10, crc32(data), true);
  view.setUint32(14, data.length, true);
  view.setUint32(18, data.length, true);
  view.setUint16(22, name.length, true);
  return new Uint8Array(view.buffer);
}

function localHeader(common: Uint8Array, name: Uint8Array, padding: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(localBytes + name.length + 4 + padding));
  const bytes = new Uint8Array(view.buffer);
  view.setUint32(0, localSignature, true);
  bytes.set(common, 4);
  view.setUint16(28, 4 + padding, true);
  bytes.set(name, localBytes);
  view.setUint16(localBytes + name.length, paddingId, true);
  view.setUint16(localBytes + name.length + 2, padding, true);
  return bytes;
}

function centralHeader(common: Uint8Array, name: Uint8Array, offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(centralBytes + name.length));
  const bytes = new Uint8Array(view.buffer);
  view.setUint32(0, centralSignature, true);
  view.setUint16(4, 20, true);
  bytes.set(common, 6);
  view.setUint32(42, offset, true);
  bytes.set(name, centralBytes);
  return bytes;
}

function endRecord(count: number, directory: number, directoryBytes: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(endBytes));
  view.setUint32(0, endSignature, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, directoryBytes, true);
  view.setUint32(16, directory, true);
  return new Uint8Array(view.buffer);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
