import { classCount, pixelCount } from '../../src/core/layers';
import { selfTestImages, selfTestParameters } from '../../src/trainer/selfTest';

/** Loss and gradients of the self-test's step by the textbook's formulas in 64-bit floats, one row after another. */
export function selfTestReference(): { loss: number; biasGradient: number[]; weightGradient: (index: number) => number } {
  const { images, labels } = selfTestImages();
  const weight = selfTestParameters().get('linear.weight')?.data ?? new Float32Array();
  const bias = selfTestParameters().get('linear.bias')?.data ?? new Float32Array();
  let loss = 0;
  const deltas = [...labels].map((label, row) => {
    const logits = [...bias].map((offset, digit) => {
      let sum = offset;
      for (let pixel = 0; pixel < pixelCount; pixel++) {
        sum += ((weight[digit * pixelCount + pixel] ?? 0) * (images[row * pixelCount + pixel] ?? 0)) / 255;
      }
      return sum;
    });
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    loss += (Math.log(total) - (logits[label] ?? 0)) / labels.length;
    return logits.map((logit, digit) => (Math.exp(logit) / total - (digit === label ? 1 : 0)) / labels.length);
  });
  return {
    loss,
    biasGradient: Array.from({ length: classCount }, (_, digit) => deltas.reduce((sum, delta) => sum + (delta[digit] ?? 0), 0)),
    weightGradient: (index) => {
      const digit = Math.floor(index / pixelCount);
      const pixel = index % pixelCount;
      return deltas.reduce((sum, delta, row) => sum + ((delta[digit] ?? 0) * (images[row * pixelCount + pixel] ?? 0)) / 255, 0);
    },
  };
}
