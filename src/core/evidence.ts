import { pixelCount, type LayerList } from './layers';
import type { StateDict } from './stateDict';

/** Why a linear model reads an image as it does: what each pixel adds to each class. */
export interface Evidence {
  /** `[10]`: for each class the sum of its evidence, plus its bias. */
  readonly logits: Float32Array;
  /** `[10]`. */
  readonly bias: Float32Array;
  /** `[10, 784]`: weight times pixel / 255. */
  readonly evidence: Float32Array;
}

/** The evidence in an image `[784]` for each class; `null` where the model is more than one dense layer. */
export function findEvidence(layers: LayerList, stateDict: StateDict, image: Uint8Array): Evidence | null {
  if (layers.length !== 1) return null;
  const weight = stateDict.get('linear.weight')?.data;
  const bias = stateDict.get('linear.bias')?.data;
  if (!weight || !bias) throw new Error(`a dense layer without weight or bias: ${[...stateDict.keys()].join(', ')}`);
  const pixels = Float32Array.from(image, (byte) => byte / 255);
  const evidence = weight.map((value, index) => value * (pixels[index % pixelCount] ?? 0));
  const logits = bias.map((value, digit) => evidence.subarray(digit * pixelCount, (digit + 1) * pixelCount).reduce((sum, part) => sum + part, value));
  return { logits, bias, evidence };
}
