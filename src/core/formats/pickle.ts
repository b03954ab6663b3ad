import { UserError } from '../userError';

/**
 * Something that a pickle names, such as `torch.FloatStorage`. `call` is what stands in for it here where the pickle may
 * call it; nothing of Python's is ever run.
 */
export class PickleName {
  constructor(
    readonly name: string,
    readonly call: ((args: readonly unknown[]) => unknown) | undefined,
  ) {}
}

/** What a pickle may refer to outside of itself. */
export interface PickleWorld {
  /** The names it may use; every other is refused. */
  readonly names: ReadonlyMap<string, PickleName>;
  /** What stands for a persistent id, which is how PyTorch's pickles refer to the bytes of tensors. */
  readonly load: (id: unknown) => unknown;
}

/** The instructions of protocol 2 that state dicts need, by their names in Python's pickletools, which describes them. */
const opcodes = {
  proto: 0x80, stop: 0x2e, mark: 0x28,
  none: 0x4e, newTrue: 0x88, newFalse: 0x89, binInt: 0x4a, binInt1: 0x4b, binInt2: 0x4d, long1: 0x8a, binFloat: 0x47, binUnicode: 0x58,
  emptyTuple: 0x29, tuple1: 0x85, tuple2: 0x86, tuple3: 0x87, tuple: 0x74, emptyList: 0x5d, append: 0x61, appends: 0x65,
  emptyDict: 0x7d, setItem: 0x73, setItems: 0x75,
  binPut: 0x71, longBinPut: 0x72, binGet: 0x68, longBinGet: 0x6a,
  global: 0x63, reduce: 0x52, build: 0x62, binPersId: 0x51,
} as const;

const maxNameBytes = 200;

/**
 * Reads a pickle of protocol 2 as data: tuples and lists become arrays, dictionaries become Maps, names those of `world`.
 * `name` is what errors call the file. Throws a `UserError` where the pickle is broken, names or does anything else.
 */
export function parsePickle(bytes: Uint8Array, { names, load }: PickleWorld, name: string): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: unknown[] = [];
  const marks: number[] = [];
  const memo = new Map<number, unknown>();
  let position = 0;

  const fail = (what: string): never => {
    throw new UserError('pickle-malformed', `${name}: ${what}. The file is damaged: choose another.`);
  };
  /** Where the next `count` bytes begin, which are then behind. */
  const take = (count: number): number => {
    const start = position;
    position += count;
    return position <= bytes.length ? start : fail('its description of the tensors is cut short');
  };
  const text = (start: number): string => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, position));
    } catch {
      return fail('a text in it is not UTF-8');
    }
  };
  const line = (): string => {
    const start = position;
    while (bytes[take(1)] !== 0x0a) if (position - start > maxNameBytes) return fail('it uses a name that is too long');
    return text(start).slice(0, -1);
  };
  const pop = (): unknown => (stack.length > (marks.at(-1) ?? 0) ? stack.pop() : fail('its description of the tensors takes more than it made'));
  const popMany = (count: number): unknown[] => Array.from({ length: count }, pop).reverse();
  const popMarked = (): unknown[] => stack.splice(marks.pop() ?? fail('its description of the tensors has no beginning'));
  const top = (): unknown => {
    const value = pop();
    stack.push(value);
    return value;
  };
  const recall = (key: number): unknown => (memo.has(key) ? memo.get(key) : fail('its description of the tensors recalls what it never kept'));
  const append = (values: readonly unknown[]) => {
    const list = top();
    if (!Array.isArray(list)) return fail('it appends to what is no list');
    for (const value of values) list.push(value);
  };
  const setItems = (pairs: readonly unknown[]) => {
    const dictionary = top();
    if (!(dictionary instanceof Map) || pairs.length % 2 !== 0) return fail('it sets the items of what is no dictionary');
    for (let index = 0; index < pairs.length; index += 2) dictionary.set(pairs[index], pairs[index + 1]);
  };
  const call = (callee: unknown, args: unknown): unknown => {
    if (!(callee instanceof PickleName && callee.call && Array.isArray(args))) return fail('it calls what cannot be called');
    return callee.call(args);
  };
  const findName = (full: string): PickleName => names.get(full) ?? refuse(`names ${full.replace(/[^ -~]/g, '?')}`, name);

  for (;;) {
    const opcode = view.getUint8(take(1));
    switch (opcode) {
      case opcodes.proto:
        if (view.getUint8(take(1)) !== 2) refuse('uses another version of pickle than torch.save does', name);
        break;
      case opcodes.stop:
        return pop();
      case opcodes.mark:
        marks.push(stack.length);
        break;
      case opcodes.none:
        stack.push(null);
        break;
      case opcodes.newTrue:
        stack.push(true);
        break;
      case opcodes.newFalse:
        stack.push(false);
        break;
      case opcodes.binInt:
        stack.push(view.getInt32(take(4), true));
        break;
      case opcodes.binInt1:
        stack.push(view.getUint8(take(1)));
        break;
      case opcodes.binInt2:
        stack.push(view.getUint16(take(2), true));
        break;
      case opcodes.long1:
        stack.push(longNumber(bytes.subarray(take(view.getUint8(take(1))), position)));
        break;
      case opcodes.binFloat:
        stack.push(view.getFloat64(take(8)));
        break;
      case opcodes.binUnicode:
        stack.push(text(take(view.getUint32(take(4), true))));
        break;
      case opcodes.emptyTuple:
      case opcodes.emptyList:
        stack.push([]);
        break;
      case opcodes.tuple1:
        stack.push(popMany(1));
        break;
      case opcodes.tuple2:
        stack.push(popMany(2));
        break;
      case opcodes.tuple3:
        stack.push(popMany(3));
        break;
      case opcodes.tuple:
        stack.push(popMarked());
        break;
      case opcodes.append:
        append(popMany(1));
        break;
      case opcodes.appends:
        append(popMarked());
        break;
      case opcodes.emptyDict:
        stack.push(new Map());
        break;
      case opcodes.setItem:
        setItems(popMany(2));
        break;
      case opcodes.setItems:
        setItems(popMarked());
        break;
      case opcodes.binPut:
        memo.set(view.getUint8(take(1)), top());
        break;
      case opcodes.longBinPut:
        memo.set(view.getUint32(take(4), true), top());
        break;
      case opcodes.binGet:
        stack.push(recall(view.getUint8(take(1))));
        break;
      case opcodes.longBinGet:
        stack.push(recall(view.getUint32(take(4), true)));
        break;
      case opcodes.global:
        stack.push(findName(`${line()}.${line()}`));
        break;
      case opcodes.reduce: {
        const args = pop();
        stack.push(call(pop(), args));
        break;
      }
      case opcodes.build:
        // Attributes of an OrderedDict: PyTorch keeps the version of each module there.
        pop();
        if (!(top() instanceof Map)) fail('it gives attributes to what is no dictionary');
        break;
      case opcodes.binPersId:
        stack.push(load(pop()));
        break;
      default:
        refuse(`has the pickle instruction 0x${opcode.toString(16)}`, name);
    }
  }
}

/** Python's long integers: little-endian in two's complement. Those beyond 2^53 lose their last digits, which nothing here needs. */
function longNumber(bytes: Uint8Array): number {
  const magnitude = bytes.reduceRight((value, byte) => value * 256 + byte, 0);
  return (bytes.at(-1) ?? 0) >= 128 ? magnitude - 256 ** bytes.length : magnitude;
}

function refuse(what: string, name: string): never {
  throw new UserError(
    'pickle-refused',
    `${name} ${what}, which a state dict does not need. Nothing of it was run. Save the state dict alone, torch.save(model.state_dict(), path), and try again.`,
  );
}
