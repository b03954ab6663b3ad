import { parameterSpecs, type LayerList } from './layers';
import { purpose, uniform } from './random';
import { elementCount, type StateDict } from './stateDict';

/**
 * Parameters before training, as `torch.nn.Linear` draws them: weight and bias uniform in ±1/√fanIn, which is ±1/28 for
 * 784 inputs (https://pytorch.org/docs/stable/generated/torch.nn.Linear.html). The same seed gives the same on every engine.
 */
export function initialStateDict(layers: LayerList, seed: number): StateDict {
  return new Map(
    parameterSpecs(layers).map(({ name, shape, fanIn }, position) => {
      const bound = 1 / Math.sqrt(fanIn);
      return [name, { shape, data: uniform(seed, purpose.initialization, position, elementCount(shape), -bound, bound) }];
    }),
  );
}
