import * as v from 'valibot';
import { parse, wholeNumber } from '../parse';
import { elementCount, type Tensor } from '../stateDict';
import { UserError } from '../userError';
import { floatTypes, type FloatType } from './floatTypes';
import { PickleName } from './pickle';

/** A run of numbers in the file, which one or more tensors look into. Whole numbers are passed over and have no type here. */
export class Storage {
  constructor(
    readonly bytes: Uint8Array,
    readonly type: FloatType | undefined,
  ) {}
}

/** A tensor as PyTorch describes it: element `[i, j]` is number `offset + i * strides[0] + j * strides[1]` of its storage. */
export class PickledTensor {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

const storageTypes = new Map<string, { readonly bytes: number; readonly type: FloatType | undefined }>([
  ...Object.entries({ Double: floatTypes.float64, Float: floatTypes.float32, Half: floatTypes.float16, BFloat16: floatTypes.bfloat16 }).map(
    ([kind, type]) => [`torch.${kind}Storage`, { bytes: type.bytes, type }] as const,
  ),
  ...Object.entries({ Long: 8, Int: 4, Short: 2, Char: 1, Byte: 1, Bool: 1 }).map(([kind, bytes]) => [`torch.${kind}Storage`, { bytes, type: undefined }] as const),
]);

const maxRank = 8;
const position = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const positions = v.pipe(v.array(position), v.maxLength(maxRank, `must have at most ${maxRank} dimensions`));
/** `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks, metadata=None)` */
const tensorSchema = v.tupleWithRest([v.instance(Storage), position, positions, positions], v.unknown());
/** `_rebuild_parameter(data, requires_grad, backward_hooks)` */
const parameterSchema = v.tupleWithRest([v.instance(PickledTensor)], v.unknown());
const storageSchema = v.tuple([v.literal('storage'), v.instance(PickleName), v.string(), v.string(), position]);

/** All that the pickle of a state dict may name. `file` is what errors call it. */
export function tensorNames(file: string): ReadonlyMap<string, PickleName> {
  const callables = {
    'collections.OrderedDict': (args: readonly unknown[]) => emptyDictionary(args, file),
    'torch._utils._rebuild_tensor_v2': (args: readonly unknown[]) => rebuildTensor(args, file),
    'torch._utils._rebuild_parameter': (args: readonly unknown[]) => parse(parameterSchema, args, malformed(file, 'a parameter'))[0],
  };
  return new Map([
    ...Object.entries(callables).map(([name, call]): [string, PickleName] => [name, new PickleName(name, call)]),
    ...[...storageTypes.keys()].map((name): [string, PickleName] => [name, new PickleName(name, undefined)]),
  ]);
}

/** The storage of a persistent id, `('storage', torch.FloatStorage, '0', 'cpu', 7840)`; `entry` finds bytes of the file by their key. */
export function loadStorage(id: unknown, entry: (key: string) => Uint8Array | undefined, file: string): Storage {
  const [, { name }, key, , count] = parse(storageSchema, id, malformed(file, 'a storage'));
  const kind = storageTypes.get(name);
  const bytes = entry(`data/${key}`);
  if (!kind || bytes?.length !== count * kind.bytes) {
    throw new UserError('pth-malformed', `${file}: it announces ${count} numbers of ${name}, but has not their bytes. The file is damaged: choose another.`);
  }
  return new Storage(bytes, kind.type);
}

/** Pickles make an OrderedDict empty and fill it afterwards. */
function emptyDictionary(args: readonly unknown[], file: string): Map<unknown, unknown> {
  parse(v.strictTuple([]), args, malformed(file, 'an OrderedDict'));
  return new Map();
}

function rebuildTensor(args: readonly unknown[], file: string): PickledTensor {
  const [storage, offset, shape, strides] = parse(tensorSchema, args, malformed(file, 'a tensor'));
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), offset);
  const available = storage.type ? storage.bytes.length / storage.type.bytes : Infinity;
  if (strides.length !== shape.length || (elementCount(shape) > 0 && last >= available)) {
    throw new UserError('pth-malformed', `${file}: a tensor of shape [${shape.join(', ')}] reaches beyond its numbers. The file is damaged: choose another.`);
  }
  return new PickledTensor(storage, offset, shape, strides);
}

/** The tensor's numbers in row-major order, whatever their order in the file. */
export function readTensor({ storage: { bytes, type }, offset, shape, strides }: PickledTensor): Tensor {
  if (!type) throw new TypeError('a storage of whole numbers is not read');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Float32Array(elementCount(shape));
  const index = shape.map(() => 0);
  let at = offset;
  for (let position = 0; position < data.length; position++) {
    data[position] = type.read(view, at * type.bytes);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size = 1, stride = 0] = [shape[axis], strides[axis]];
      const next = (index[axis] ?? 0) + 1;
      at += stride;
      index[axis] = next;
      if (next < size) break;
      at -= size * stride;
      index[axis] = 0;
    }
  }
  return { shape, data };
}

function malformed(file: string, what: string): { code: string; what: string; mend: string } {
  return { code: 'pth-malformed', what: `${file}: its description of ${what}`, mend: 'The file is damaged: choose another.' };
}
