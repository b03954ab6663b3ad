import { elementCount, type StateDict, type Tensor } from '../stateDict';

/*
 * Writes the pickle of a state dict, in the instructions of protocol 2 that `torch.save` uses itself and that
 * `torch.load(..., weights_only=True)` allows. Python's pickletools describes them.
 */

type Bytes = readonly number[];

const mark = [0x28];
const tuple = [0x74];
const reduce = [0x52];
const newFalse = [0x89];
const persistentId = [0x51];
const emptyOrderedDict = [...nameOf('collections', 'OrderedDict'), 0x29, ...reduce];

/** The pickle of an OrderedDict of tensors; the bytes of the first are the storage `0`, those of the second `1`, and so on. */
export function formatTensorsPickle(stateDict: StateDict): Uint8Array {
  const items = [...stateDict].flatMap(([name, tensor], position) => [...text(name), ...rebuildTensor(tensor, String(position))]);
  const [protocol, setItems, stop] = [[0x80, 2], [0x75], [0x2e]];
  return Uint8Array.from([...protocol, ...emptyOrderedDict, ...mark, ...items, ...setItems, ...stop]);
}

/** `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks)` */
function rebuildTensor({ shape }: Tensor, storage: string): Bytes {
  const id = [...mark, ...text('storage'), ...nameOf('torch', 'FloatStorage'), ...text(storage), ...text('cpu'), ...integer(elementCount(shape)), ...tuple];
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const args = [...id, ...persistentId, ...integer(0), ...integers(shape), ...integers(strides), ...newFalse, ...emptyOrderedDict];
  return [...nameOf('torch._utils', '_rebuild_tensor_v2'), ...mark, ...args, ...tuple, ...reduce];
}

function nameOf(module: string, name: string): Bytes {
  return [0x63, ...new TextEncoder().encode(`${module}\n${name}\n`)];
}

function text(value: string): Bytes {
  const bytes = new TextEncoder().encode(value);
  return [0x58, ...littleEndian(bytes.length), ...bytes];
}

function integer(value: number): Bytes {
  return [0x4a, ...littleEndian(value)];
}

function integers(values: readonly number[]): Bytes {
  return [...mark, ...values.flatMap(integer), ...tuple];
}

function littleEndian(value: number): Bytes {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}
