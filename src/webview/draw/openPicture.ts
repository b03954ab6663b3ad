import { checkPictureBytes, checkPictureFile } from '../../core/drawing/checkPictureFile';
import type { Picture } from '../../core/drawing/picture';
import { pictureToImage } from '../../core/drawing/pictureToImage';
import { UserError } from '../../core/userError';

/** A picture file as one of the dataset's images, `[28, 28]` bytes, and what is to be said of how it was made. */
export interface OpenedPicture {
  readonly image: Uint8Array;
  readonly notice: string | undefined;
}

/** Reads a picture file. Throws a UserError where it is none, where it cannot be decoded, and where there is no ink on it. */
export async function openPicture(file: Blob): Promise<OpenedPicture> {
  checkPictureBytes(file.size);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { kind, isAnimated } = checkPictureFile(bytes);
  const image = pictureToImage(await decode(bytes, kind));
  if (image === undefined) {
    throw new UserError('picture-without-ink', 'No ink was found on this picture. Open one of a single digit, darker or lighter than its background.');
  }
  return { image, notice: isAnimated ? `This ${kind} file is an animation; its first frame was taken.` : undefined };
}

async function decode(bytes: Uint8Array<ArrayBuffer>, kind: string): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([bytes])).catch((error: unknown) => {
    throw new UserError('picture-damaged', `This ${kind} file is damaged: it begins like one, but cannot be decoded. Open another one.`, { cause: error });
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error(`no canvas of ${width} x ${height} pixels`);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
