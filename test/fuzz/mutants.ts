import fc from 'fast-check';

/** A change of a file. Places and lengths are shares of its size, so that they mean something for every file. */
type Mutation = (bytes: Uint8Array) => Uint8Array;

// Not fc.double: that draws every number that a double can be alike, of which nearly all are next to 0.
const place = fc.integer({ min: 0, max: 2 ** 24 - 1 }).map((part) => part / 2 ** 24);
/** Numbers at which sizes, counts and offsets go wrong. */
const awkward = fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff);

const setByte = fc.tuple(place, fc.nat(255)).map(([where, value]): Mutation => (bytes) => {
  const changed = bytes.slice();
  changed[Math.floor(where * bytes.length)] = value;
  return changed;
});

const flipBit = fc.tuple(place, fc.nat(7)).map(([where, bit]): Mutation => (bytes) => {
  const changed = bytes.slice();
  const at = Math.floor(where * bytes.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << bit);
  return changed;
});

const setNumber = fc.tuple(place, awkward, fc.constantFrom(1, 2, 4), fc.boolean()).map(([where, value, size, little]): Mutation => (bytes) => {
  const changed = bytes.slice();
  const at = Math.floor(where * Math.max(0, bytes.length - size + 1));
  for (let index = 0; index < size && at + index < bytes.length; index++) {
    changed[at + (little ? index : size - 1 - index)] = Math.floor(value / 256 ** index) & 0xff;
  }
  return changed;
});

const truncate = place.map((where): Mutation => (bytes) => bytes.slice(0, Math.floor(where * bytes.length)));

const insert = fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 16 })).map(([where, added]): Mutation => (bytes) => {
  const at = Math.floor(where * bytes.length);
  return splice(bytes, at, at, added);
});

const remove = fc.tuple(place, fc.nat(64)).map(([where, count]): Mutation => (bytes) => {
  const at = Math.floor(where * bytes.length);
  return splice(bytes, at, at + count, new Uint8Array());
});

/** Writes a piece of the file once more, at another place. */
const repeat = fc.tuple(place, place, fc.nat(64)).map(([from, to, count]): Mutation => (bytes) => {
  const start = Math.floor(from * bytes.length);
  const at = Math.floor(to * bytes.length);
  return splice(bytes, at, at, bytes.slice(start, start + count));
});

const mutation = fc.oneof(setByte, flipBit, setNumber, setNumber, truncate, insert, remove, repeat);

/** Files with one to six changes; now and then bytes that were never a file. */
export function mutants(...files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changed = fc
    .tuple(fc.constantFrom(...files), fc.array(mutation, { minLength: 1, maxLength: 6 }))
    .map(([file, mutations]) => mutations.reduce((bytes, mutate) => mutate(bytes), file));
  return fc.oneof({ arbitrary: changed, weight: 50 }, { arbitrary: fc.uint8Array({ maxLength: 256 }), weight: 1 });
}

/** JSON texts with a value somewhere in them replaced by another, and mutants of the text. */
export function jsonMutants(value: unknown): fc.Arbitrary<string> {
  const replaced = fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0.5, 1e9, 1e300, 2 ** 53, '', '__proto__', null))).map(([where, other]) => JSON.stringify(replaceAt(value, where, other)));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return fc.oneof(replaced, mutants(text).map((bytes) => Buffer.from(bytes).toString('utf8')));
}

function splice(bytes: Uint8Array, start: number, end: number, added: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, start), ...added, ...bytes.subarray(end)]);
}

/** A copy of a JSON value in which one of the values in it, chosen by `where`, is another. */
function replaceAt(value: unknown, where: number, other: unknown): unknown {
  const paths = pathsOf(value);
  const path = paths[where % paths.length] ?? [];
  const replace = (inner: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined || typeof inner !== 'object' || inner === null) return other;
    if (Array.isArray(inner)) return inner.map((each: unknown, index) => (String(index) === key ? replace(each, rest) : each));
    return Object.fromEntries(Object.entries(inner).map(([name, each]: [string, unknown]) => [name, name === key ? replace(each, rest) : each]));
  };
  return replace(value, path);
}

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path]))];
}
