import { elementCount, type NamedTensor, type StateDict, type TensorSpec } from '../core/stateDict';

/**
 * The tensors of a state dict in the order of their specs; other names are left out. All are checked before one is
 * returned, so that a model is never half the one and half the other. Throws an `Error` where one is missing or has another
 * shape.
 */
export function tensorsOf(specs: readonly TensorSpec[], stateDict: StateDict): NamedTensor[] {
  return specs.map(({ name, shape }) => {
    const tensor = stateDict.get(name);
    if (!tensor) throw new Error(`The state dict has no ${name}`);
    if (tensor.shape.join() !== shape.join() || tensor.data.length !== elementCount(shape)) {
      throw new Error(`${name} is [${tensor.shape.join(', ')}] with ${tensor.data.length} values, not [${shape.join(', ')}]`);
    }
    return { name, ...tensor };
  });
}

/** The same of an optimizer's slots, of which there must be no others: they would be another optimizer's. */
export function slotTensorsOf(specs: readonly TensorSpec[], slots: StateDict): NamedTensor[] {
  const foreign = [...slots.keys()].find((name) => specs.every((spec) => spec.name !== name));
  if (foreign !== undefined) throw new Error(`${foreign} is not a slot of this optimizer`);
  return tensorsOf(specs, slots);
}
