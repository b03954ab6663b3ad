import { createHash } from 'node:crypto';
import { classCount, pixelCount, type LayerList } from '../core/layers';
import { models } from '../core/models';
import { plainSgd } from '../core/optimizer';
import type { StateDict } from '../core/stateDict';
import { UserError } from '../core/userError';
import type { Engine, LabelledImages } from '../engine/engine';

const rows = 8;
const tolerance = 1e-5;

/**
 * One step's loss and gradients on the made-up numbers below, computed in 64-bit floats by test/trainer/selfTestReference.ts.
 */
export const selfTestExpected = {
  loss: 2.3028003,
  biasGradient: [-0.0340581, -0.0310094, -0.0266158, -0.027196, 0.0984832, -0.0227264, -0.0223492, 0.1019278, -0.0196565, -0.0167996],
  /** Of `linear.weight`, by flat index. */
  weightGradient: new Map([
    [0, 0.0531697],
    [783, 0.0051426],
    [784, 0.0025983],
    [4000, -0.0382038],
    [7055, 0.0227875],
    [7839, -0.0425122],
  ]),
};

/** Bytes and labels without a source, the same for ever. */
export function selfTestImages(): LabelledImages {
  return {
    images: Uint8Array.from({ length: rows * pixelCount }, (_, i) => (i * 7 + Math.floor(i / pixelCount) * 13) % 256),
    labels: Uint8Array.from({ length: rows }, (_, row) => (row * 3) % classCount),
  };
}

export function selfTestParameters(): StateDict {
  return new Map([
    ['linear.weight', { shape: [classCount, pixelCount], data: Float32Array.from({ length: classCount * pixelCount }, (_, i) => ((i % 13) - 6) / 512) }],
    ['linear.bias', { shape: [classCount], data: Float32Array.from({ length: classCount }, (_, digit) => (digit - 4.5) / 64) }],
  ]);
}

/**
 * Lets an engine take one step with learning rate 1, whose change of the parameters is the gradient, and compares it with
 * the stored numbers. Returns the probe: a hash of what came out, equal only where the engine computes the same bits.
 * Throws a `UserError` where it computes wrong.
 */
export function testEngine(engine: Engine): string {
  const layers: LayerList = models.softmax.layers;
  const model = engine.compile({ layers, optimizer: plainSgd, loss: { labelSmoothing: 0 }, seed: 0, maxRows: rows });
  try {
    const before = selfTestParameters();
    model.writeStateDict(before);
    const { loss } = model.step({ ...selfTestImages(), learningRate: 1, step: 0 });
    const after = model.readStateDict();
    const gradient = (name: string, index: number) => (before.get(name)?.data[index] ?? NaN) - (after.get(name)?.data[index] ?? NaN);

    check(engine, 'the loss', loss, selfTestExpected.loss);
    selfTestExpected.biasGradient.forEach((expected, digit) => check(engine, `bias gradient ${digit}`, gradient('linear.bias', digit), expected));
    for (const [index, expected] of selfTestExpected.weightGradient) check(engine, `weight gradient ${index}`, gradient('linear.weight', index), expected);
    return probe(after);
  } finally {
    model.dispose();
  }
}

function check(engine: Engine, what: string, value: number, expected: number): void {
  if (Math.abs(value - expected) <= tolerance) return;
  throw new UserError(
    'engine-self-test',
    `The engine ${engine.description} computes wrong: ${what} is ${value} instead of ${expected}. Choose another engine with "MNIST: Select Engine...".`,
  );
}

function probe(stateDict: StateDict): string {
  const hash = createHash('sha256');
  for (const { data } of stateDict.values()) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest('hex').slice(0, 16);
}
