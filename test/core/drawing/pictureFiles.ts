/* Whole files of 7 x 5 pixels, written by Chromium 140's canvas where not said otherwise. */

export const png = fromBase64('iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAYAAACJmvbYAAAAIUlEQVR4AbSJoQ0AAAyDSP//mU3WTK6pAWINKNKsOP8UBwAA///jEDaLAAAABklEQVQDALTuGPJWpkRgAAAAAElFTkSuQmCC');

/** Without the colour profile that Chromium adds. */
export const jpeg = fromBase64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAFAAcDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAYEAEBAAMAAAAAAAAAAAAAAAAAAzVzsv/EABQBAQAAAAAAAAAAAAAAAAAAAAD/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwC5PKX0y6oAD//Z',
);

/** Only the image chunk: a simple lossy file. */
export const webpLossy = fromBase64('UklGRiwAAABXRUJQVlA4ICQAAACQAQCdASoHAAUABABoJaQAAp1HI1AA/th9Y79v34/sQAAAAAA=');

/** Only the image chunk: a simple lossless file. */
export const webpLossless = fromBase64('UklGRhwAAABXRUJQVlA4TBMAAAAvBgABAA8w//M///MfeOhdRP8DAA==');

/** Two frames of 1 x 1 (the test file that web pages ask browsers with, from developers.google.com/speed/webp/faq). */
export const webpAnimated = fromBase64('UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA');

const gifHeader = 'GIF89a\x07\0\x05\0\x80\0\0\xff\xff\xff\0\0\0';
const gifFrame = '!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x07\0\x05\0\0\x02\x06\x84\x8f\xa9\xcb\xed\x5d\0';

/** By hand, of one frame and of two. */
export const gif = fromText(`${gifHeader}${gifFrame};`);
export const gifAnimated = fromText(`${gifHeader}${gifFrame}${gifFrame};`);

/** The header alone, by hand: 40 bytes of BITMAPINFOHEADER, 7 x -5, from the top. */
export const bmp = fromText('BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x07\0\0\0\xfb\xff\xff\xff\x01\0\x18\0');

/** A PNG whose header says this size, animated or not. */
export function pngOfSize(width: number, height: number, isAnimated = false): Uint8Array {
  const four = (value: number) => String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  const chunk = (type: string, data: string) => `${four(data.length)}${type}${data}\0\0\0\0`;
  const animation = isAnimated ? chunk('acTL', `${four(2)}${four(0)}`) : '';
  return fromText(`\x89PNG\r\n\x1a\n${chunk('IHDR', `${four(width)}${four(height)}\x08\0\0\0\0`)}${animation}${chunk('IDAT', 'x')}${chunk('IEND', '')}`);
}

export function fromText(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
