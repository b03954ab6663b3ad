import { philox, purpose } from '../random';
import { writingNumbers } from './writtenDigit';

/** What is drawn for an image, uniform in [-1, 1), each number in a place of its own. */
export const place = { right: 0, down: 1, wider: 2, taller: 3, turn: 4, lean: 5, thicker: 6, anew: 7, writing: 8, field: 8 + writingNumbers } as const;

/** Fills `numbers` with those of an image of a step: functions of the seed, the step and the image's place in the batch alone. */
export function drawNumbers(numbers: Float32Array, seed: number, step: number, position: number): void {
  for (let index = 0; index < numbers.length; index++) {
    const lane = index % 4;
    if (lane === 0) philox([index / 4, step, position, 0], [seed, purpose.augmentation], words);
    numbers[index] = (words[lane] ?? 0) / 2 ** 31 - 1;
  }
}

const words = new Uint32Array(4);
