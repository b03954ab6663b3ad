import { describe, expect, it } from 'vitest';
import { imageAt, parseDataset } from '../../src/core/dataset';

const names = { images: 'images', labels: 'labels' };

function images(count: number, rows = 28, columns = 28, type = 8): Uint8Array {
  const header = [0, 0, type, 3, 0, 0, 0, count, 0, 0, 0, rows, 0, 0, 0, columns];
  return Uint8Array.from([...header, ...Array.from({ length: count * rows * columns }, (_, i) => i % 251)]);
}

function labels(...values: number[]): Uint8Array {
  return Uint8Array.from([0, 0, 8, 1, 0, 0, 0, values.length, ...values]);
}

describe('parseDataset', () => {
  it('pairs images with labels', () => {
    const dataset = parseDataset(images(2), labels(3, 9), names);
    expect(dataset.count).toBe(2);
    expect(dataset.labels).toEqual(Uint8Array.of(3, 9));
    // 784 % 251 = 31: the first byte of the second image.
    expect(imageAt(dataset, 1)[0]).toBe(31);
  });

  it('refuses images of another size', () => {
    expect(() => parseDataset(images(1, 28, 27), labels(1), names)).toThrow('images holds elements of shape 1 x 28 x 27, not images of 28 x 28 bytes.');
  });

  it('refuses images that are not bytes without a sign', () => {
    expect(() => parseDataset(images(1, 28, 28, 9), labels(1), names)).toThrow('not images of 28 x 28 bytes');
  });

  it('refuses labels of another rank', () => {
    expect(() => parseDataset(images(1), Uint8Array.of(0, 0, 8, 0, 5), names)).toThrow('labels is not a list of byte labels.');
  });

  it('refuses counts that differ', () => {
    expect(() => parseDataset(images(2), labels(1), names)).toThrow('images has 2 images but labels has 1 labels. Choose two files that belong together.');
  });

  it('refuses a label beyond 9', () => {
    expect(() => parseDataset(images(3), labels(1, 10, 2), names)).toThrow('labels has the label 10 at index 1; labels are 0 to 9. Replace the file.');
  });
});
