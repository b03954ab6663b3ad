import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/core/formats/crc32';
import { formatZip, parseZip } from '../../../src/core/formats/zip';

const bytes = (text: string) => new TextEncoder().encode(text);
const entries = new Map([['a/one', bytes('123456789')], ['a/ons', bytes('')]]);

/** The file above with one byte changed, counted from its start, or from its end where negative. */
function changed(offset: number, value: number): Uint8Array {
  const file = formatZip(entries);
  file[offset < 0 ? file.length + offset : offset] = value;
  return file;
}

describe('crc32', () => {
  it('has the check value of the checksum', () => {
    // "check" of CRC-32/ISO-HDLC, https://reveng.sourceforge.io/crc-catalogue/all.htm
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  });
});

describe('formatZip', () => {
  it('is read by parseZip', () => {
    expect(parseZip(formatZip(entries), 'f')).toEqual(entries);
  });

  it('lets the data begin at a multiple of 64, as PyTorch does', () => {
    const file = formatZip(entries);
    expect(parseZip(file, 'f').get('a/ons')?.byteOffset).toBe(128);
    expect(file.indexOf(0x31)).toBe(64);
  });
});

describe('parseZip', () => {
  // The list of entries is two headers of 46 + 5 bytes before the last 22; the first begins 124 bytes before the end.
  it.each([
    ['an empty file', Uint8Array.of(), 'f: it does not end as a zip file does; it may be cut short.'],
    ['a file that is cut short', formatZip(entries).subarray(0, -1), 'f: it does not end as a zip file does'],
    ['bytes behind its end', Uint8Array.from([...formatZip(entries), 0]), 'f: it does not end as a zip file does'],
    ['a changed byte of data', changed(64, 0x30), 'f: the checksum of its entry "a/one" does not match.'],
    ['a compressed entry', changed(-124 + 10, 8), 'f: its entry "a/one" is compressed or encrypted, which PyTorch never does.'],
    ['an encrypted entry', changed(-124 + 8, 1), 'f: its entry "a/one" is compressed or encrypted'],
    ['an entry that is larger than the file', changed(-124 + 27, 0xff), 'f: its entry "a/one" is not where its list says.'],
    ['an entry that begins elsewhere', changed(-124 + 42, 1), 'f: its entry "a/one" is not where its list says.'],
    ['more entries than its list has', changed(-12, 3), 'f: its list of entries is broken.'],
    ['a list that lies beyond the file', changed(-3, 0xff), 'f: its list of entries is broken.'],
    ['two entries of one name', changed(-22 - 1, 'e'.charCodeAt(0)), 'f: it has two entries "a/one".'],
  ])('refuses %s', (_, file, sentence) => {
    expect(() => parseZip(file, 'f')).toThrow(sentence);
  });
});
