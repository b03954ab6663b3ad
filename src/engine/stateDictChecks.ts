import type { ParameterSpec } from '../core/layers';
import { elementCount, type StateDict, type Tensor } from '../core/stateDict';

/**
 * The tensors of a state dict in the order of a model's parameters; other names are left out. All are checked before one
 * is returned, so that a model is never half the one and half the other. Throws an `Error` where one is missing or has
 * another shape.
 */
export function tensorsOf(parameters: readonly ParameterSpec[], stateDict: StateDict): (Tensor & { readonly name: string })[] {
  return parameters.map(({ name, shape }) => {
    const tensor = stateDict.get(name);
    if (!tensor) throw new Error(`The state dict has no ${name}`);
    if (tensor.shape.join() !== shape.join() || tensor.data.length !== elementCount(shape)) {
      throw new Error(`${name} is [${tensor.shape.join(', ')}] with ${tensor.data.length} values, not [${shape.join(', ')}]`);
    }
    return { name, ...tensor };
  });
}

/** Throws an `Error` where there are slots: plain SGD keeps none. */
export function checkNoSlots(slots: StateDict): void {
  if (slots.size > 0) throw new Error(`Plain SGD has no slots, but there are ${[...slots.keys()].join(', ')}`);
}
