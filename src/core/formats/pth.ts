import { elementCount, floatBytes, type StateDict } from '../stateDict';
import { UserError } from '../userError';
import { parsePickle } from './pickle';
import { formatTensorsPickle } from './pickleWriter';
import { loadStorage, PickledTensor, readTensor, tensorNames } from './pickledTensor';
import { formatZip, parseZip } from './zip';

/*
 * PyTorch's files since 1.6: a zip file with `data.pkl`, a pickle that describes the tensors, and `data/0`, `data/1`...,
 * their bytes. Source: https://pytorch.org/docs/stable/notes/serialization.html
 */

/** The state dict of a file, and what else was in it. */
export interface PthFile {
  readonly tensors: StateDict;
  /** Keys of what stands beside the state dict, or in it but is no tensor of floating-point numbers. */
  readonly ignored: readonly string[];
}

/** Under what training scripts keep the state dict in a checkpoint. */
const wrappers = ['state_dict', 'model_state_dict', 'model'];
/** Far above any model for images of 28x28; as 32-bit floats it is 128 MiB. */
const maxElements = 1 << 25;
const zipStart = [0x50, 0x4b, 0x03, 0x04];
/** The magic number of the format before PyTorch 1.6, as it stands in a pickle. */
const legacyStart = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

/** Whether a file's first bytes are those of PyTorch's files. */
export function isPth(bytes: Uint8Array): boolean {
  return startsWith(bytes, zipStart) || startsWith(bytes, legacyStart);
}

/**
 * Reads the state dict of a `.pth` file, alone or wrapped as `state_dict`, `model_state_dict` or `model`. `name` is what errors
 * call the file. Nothing of it is executed, and sizes are checked before anything is allocated. Throws a `UserError` where
 * it is damaged, has no state dict, or its pickle names what tensors do not need.
 */
export function parsePth(bytes: Uint8Array, name: string): PthFile {
  if (startsWith(bytes, legacyStart)) {
    const advice = 'Save it anew in Python, torch.save(torch.load(path, weights_only=True), new_path), and choose the new file';
    throw new UserError('pth-legacy', `${name} has the format from before PyTorch 1.6. ${advice}.`);
  }
  const entries = parseZip(bytes, name);
  const description = [...entries.keys()].find((key) => /^[^/]+\/data\.pkl$/.test(key));
  const pickle = entries.get(description ?? '');
  if (description === undefined || !pickle) throw new UserError('pth-malformed', `${name} is a zip file, but not one of torch.save. Choose another.`);
  const entry = (key: string) => entries.get(description.replace(/data\.pkl$/, key));
  checkByteOrder(entry('byteorder'), name);
  const value = parsePickle(pickle, { names: tensorNames(name), load: (id) => loadStorage(id, entry, name) }, name);
  const { stateDict, beside } = unwrap(value, name);

  const tensors = new Map<string, PickledTensor>();
  const ignored = beside.map(keyText);
  for (const [key, tensor] of stateDict) {
    if (typeof key === 'string' && tensor instanceof PickledTensor && tensor.storage.type) tensors.set(key, tensor);
    else ignored.push(keyText(key));
  }
  const elements = [...tensors.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
  if (elements > maxElements) throw new UserError('pth-too-large', `${name} has ${elements} numbers, above the limit of ${maxElements}. Choose a smaller model.`);
  return { tensors: new Map([...tensors].map(([key, tensor]) => [key, readTensor(tensor)])), ignored };
}

/**
 * The bytes of a file that `torch.load(path, weights_only=True)` reads as an OrderedDict of 32-bit floats. Version 3 is that
 * of a plain archive: https://github.com/pytorch/pytorch/blob/main/caffe2/serialize/versions.h
 */
export function formatPth(stateDict: StateDict): Uint8Array {
  const text = (content: string) => new TextEncoder().encode(content);
  const data = [...stateDict.values()].map((tensor, key): [string, Uint8Array] => [`archive/data/${key}`, floatBytes(tensor.data)]);
  return formatZip(
    new Map([['archive/data.pkl', formatTensorsPickle(stateDict)], ['archive/byteorder', text('little')], ...data, ['archive/version', text('3\n')]]),
  );
}

/** The state dict in what a file holds: itself, or under one of the names that wrap it, beside other things. */
function unwrap(value: unknown, name: string): { stateDict: ReadonlyMap<unknown, unknown>; beside: readonly unknown[] } {
  const wrapper = value instanceof Map ? wrappers.find((key) => value.get(key) instanceof Map) : undefined;
  const stateDict: unknown = value instanceof Map && wrapper !== undefined ? value.get(wrapper) : value;
  if (stateDict instanceof Map && [...stateDict.values()].some((each) => each instanceof PickledTensor)) {
    return { stateDict, beside: value instanceof Map && value !== stateDict ? [...value.keys()].filter((key) => key !== wrapper) : [] };
  }
  throw new UserError('pth-no-state-dict', `${name} holds no state dict. Save one, torch.save(model.state_dict(), path), and choose that.`);
}

/** Files of older versions do not say; all machines that PyTorch's users have are little-endian. */
function checkByteOrder(order: Uint8Array | undefined, name: string): void {
  if (order && String.fromCharCode(...order.subarray(0, 10)) !== 'little') {
    throw new UserError('pth-byteorder', `${name} has its bytes in another order than little-endian. Save it anew on a machine that is.`);
  }
}

/** Keys of Python's dictionaries are of any kind; only simple ones have a short text. */
function keyText(key: unknown): string {
  return typeof key === 'string' || typeof key === 'number' ? String(key) : 'something without a name';
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
