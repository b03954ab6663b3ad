import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { mnistFiles, parseDataset, type Dataset, type DatasetFile, type MnistFile } from '../core/dataset';
import { UserError } from '../core/userError';
import { readUnpacked } from './unpackedFile';

/**
 * Reads a half of MNIST from the folder of packed files that the build made, and checks it byte for byte by its hash.
 * Throws a `UserError` where a file is missing or is not the published one.
 */
export async function readMnist(folder: string, half: DatasetFile): Promise<Dataset> {
  const [images, labels] = half === 'train' ? [mnistFiles.trainImages, mnistFiles.trainLabels] : [mnistFiles.testImages, mnistFiles.testLabels];
  const [imageBytes, labelBytes] = await Promise.all([readChecked(folder, images), readChecked(folder, labels)]);
  return parseDataset(imageBytes, labelBytes, { images: images.name, labels: labels.name });
}

/** The bytes of a packed file, hashed piece by piece while the next one is unpacked on another thread. */
async function readChecked(folder: string, file: MnistFile): Promise<Uint8Array> {
  const path = join(folder, `${file.name}.gz`);
  const damaged = (why: string, cause?: unknown) =>
    new UserError('installation-damaged', `MNIST's ${file.name} in this installation ${why}. Install MNIST Lab again. (${path})`, { cause });
  const hash = createHash('sha256');
  const bytes = await readUnpacked(path, file.bytes, (piece) => void hash.update(piece)).catch((error: unknown) => {
    throw damaged('cannot be read', error);
  });
  if (hash.digest('hex') !== file.sha256) throw damaged('is not the file that its authors published');
  return bytes;
}
