/** What the first bytes of a picture file say. */
export interface PictureHeader {
  readonly kind: 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'BMP';
  readonly width: number;
  readonly height: number;
  /** It has more than one frame. */
  readonly isAnimated: boolean;
}

/** Reads the header of a PNG, JPEG, GIF, WebP or BMP file; `undefined` for anything else, and where the header is cut off. */
export function readPictureHeader(file: Uint8Array): PictureHeader | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const starts = (text: string, at = 0) => Array.from(text).every((letter, index) => file[at + index] === letter.charCodeAt(0));
  try {
    if (starts('\x89PNG\r\n\x1a\n') && starts('IHDR', 12)) return readPng(view);
    if (starts('\xff\xd8\xff')) return readJpeg(view);
    if (starts('GIF87a') || starts('GIF89a')) return readGif(view);
    if (starts('RIFF') && starts('WEBP', 8)) return readWebp(view);
    if (starts('BM')) return readBmp(view);
    return undefined;
  } catch (error) {
    // What a DataView throws for a byte beyond the file's end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** https://www.w3.org/TR/png-3/#11IHDR; an animation announces itself by acTL before the image's data. */
function readPng(view: DataView): PictureHeader {
  let isAnimated = false;
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = fourLetters(view, at + 4);
    if (type === 'acTL') isAnimated = true;
    if (type === 'acTL' || type === 'IDAT') break;
  }
  return { kind: 'PNG', width: view.getUint32(16), height: view.getUint32(20), isAnimated };
}

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1: the frame header is any SOF, 0xc0 to 0xcf but for three. */
function readJpeg(view: DataView): PictureHeader | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { kind: 'JPEG', width: view.getUint16(at + 7), height: view.getUint16(at + 5), isAnimated: false };
    // Any number of 0xff may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt; more than one image is an animation. */
function readGif(view: DataView): PictureHeader {
  const header = { kind: 'GIF', width: view.getUint16(6, true), height: view.getUint16(8, true) } as const;
  const paletteBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + paletteBytes(view.getUint8(10));
  let images = 0;
  while (at + 10 <= view.byteLength) {
    const block = view.getUint8(at);
    if (block === 0x2c && ++images > 1) return { ...header, isAnimated: true };
    if (block === 0x2c) at += 11 + paletteBytes(view.getUint8(at + 9));
    else if (block === 0x21) at += 2;
    else break;
    while (at < view.byteLength && view.getUint8(at) > 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  return { ...header, isAnimated: false };
}

/** https://developers.google.com/speed/webp/docs/riff_container, and for the lossy frame RFC 6386, 9.1. */
function readWebp(view: DataView): PictureHeader | undefined {
  switch (fourLetters(view, 12)) {
    case 'VP8 ':
      return { kind: 'WebP', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, isAnimated: false };
    case 'VP8L': {
      const size = view.getUint32(21, true);
      return { kind: 'WebP', width: (size & 0x3fff) + 1, height: ((size >>> 14) & 0x3fff) + 1, isAnimated: false };
    }
    case 'VP8X': {
      const threeBytes = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
      return { kind: 'WebP', width: threeBytes(24) + 1, height: threeBytes(27) + 1, isAnimated: (view.getUint8(20) & 2) !== 0 };
    }
    default:
      return undefined;
  }
}

/** https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader; a negative height is one from the top. */
function readBmp(view: DataView): PictureHeader {
  const isOld = view.getUint32(14, true) === 12;
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = isOld ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  return { kind: 'BMP', width: Math.max(0, width), height, isAnimated: false };
}

function fourLetters(view: DataView, at: number): string {
  return String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(at + index)));
}
