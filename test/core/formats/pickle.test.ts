import { describe, expect, it } from 'vitest';
import { parsePickle, PickleName } from '../../../src/core/formats/pickle';

const world = { names: new Map([['a.sum', new PickleName('a.sum', (args) => args.length)], ['a.Kind', new PickleName('a.Kind', undefined)]]), load: (id: unknown) => ({ id }) };

/** A pickle from characters, for instructions, and numbers, for the bytes after them. */
function read(...parts: (string | number)[]): unknown {
  return parsePickle(Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [part]))), world, 'f');
}

describe('parsePickle', () => {
  it.each([
    ['None', ['N'], null],
    ['True and False', [0x88, 0x89, 0x86], [true, false]],
    ['integers of 1, 2 and 4 bytes', ['K', 255, 'M', 1, 1, 'J', 0xff, 0xff, 0xff, 0xff, 0x87], [255, 257, -1]],
    ['long integers', [0x8a, 1, 0x80, 0x8a, 2, 0, 1, 0x8a, 0, 0x87], [-128, 256, 0]],
    ['a float, big-endian', ['G', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], 1.5],
    ['a text', ['X', 2, 0, 0, 0, 'ä'], 'ä'],
    ['a tuple to its mark', ['(', 'K', 1, 'K', 2, 't'], [1, 2]],
    ['a list', [']', 'K', 1, 'a', '(', 'K', 2, 'K', 3, 'e'], [1, 2, 3]],
    ['a dictionary', ['}', 'K', 1, 'K', 2, 's', '(', 'K', 3, 'K', 4, 'u'], new Map([[1, 2], [3, 4]])],
    ['what it kept', ['K', 7, 'q', 0, 'h', 0, 0x86], [7, 7]],
    ['attributes of a dictionary, which it drops', ['}', '}', 'b'], new Map()],
    ['a persistent id', ['K', 5, 'Q'], { id: 5 }],
    ['a call of what it may call', ['ca\nsum\n', 'K', 1, 0x85, 'R'], 1],
  ])('reads %s', (_, parts, value) => {
    expect(read(0x80, 2, ...parts, '.')).toEqual(value);
  });

  it('keeps a list that holds itself', () => {
    const list = read(']', 'q', 0, 'h', 0, 'a', '.') as unknown[];
    expect(list[0]).toBe(list);
  });

  const advice = 'which a state dict does not need. Nothing of it was run. Save the state dict alone, torch.save(model.state_dict(), path), and try again.';
  it.each([
    // pickletools.dis shows it as what pickle.dumps makes of a class whose __reduce__ returns (os.system, ('id',)).
    ['a call of the shell', [0x80, 2, 'cposix\nsystem\n', 'q', 0, 'X', 2, 0, 0, 0, 'id', 0x85, 'R', '.'], `f names posix.system, ${advice}`],
    ['eval', ['c__builtin__\neval\n', '.'], `f names __builtin__.eval, ${advice}`],
    ['a name that hides control characters', ['c\u001b[2J\nx\n', '.'], 'f names ?[2J.x,'],
    ['an object of a class', ['ca\nKind\n', ')', 0x81, '.'], `f has the pickle instruction 0x81, ${advice}`],
    ['a class by its text (INST)', ['(', 'ios\nsystem\n', '.'], `f has the pickle instruction 0x69, ${advice}`],
    ['a name from the stack, of protocol 4', [0x80, 4], `f uses another version of pickle than torch.save does, ${advice}`],
    ['a call of a type', ['ca\nKind\n', ')', 'R', '.'], 'f: it calls what cannot be called.'],
    ['a call of a number', ['K', 1, ')', 'R', '.'], 'f: it calls what cannot be called.'],
    ['an end that is missing', ['N'], 'f: its description of the tensors is cut short.'],
    ['a text that is longer than the file', ['X', 0xff, 0xff, 0xff, 0xff, 'a'], 'f: its description of the tensors is cut short.'],
    ['a text that is not UTF-8', ['X', 1, 0, 0, 0, 0xff], 'f: a text in it is not UTF-8.'],
    ['a name of a megabyte', [`c${'x'.repeat(1 << 20)}`], 'f: it uses a name that is too long.'],
    ['more taken than made', ['N', 0x86], 'f: its description of the tensors takes more than it made.'],
    ['what lies beneath a mark', ['N', '(', 0x85], 'f: its description of the tensors takes more than it made.'],
    ['a tuple without a mark', ['N', 't'], 'f: its description of the tensors has no beginning.'],
    ['what it never kept', ['h', 3], 'f: its description of the tensors recalls what it never kept.'],
    ['items of a number', ['K', 1, 'K', 2, 'K', 3, 's'], 'f: it sets the items of what is no dictionary.'],
    ['an odd number of items', ['}', '(', 'K', 3, 'u'], 'f: it sets the items of what is no dictionary.'],
    ['an addition to a number', ['K', 1, 'K', 2, 'a'], 'f: it appends to what is no list.'],
    ['attributes of a number', ['K', 1, '}', 'b'], 'f: it gives attributes to what is no dictionary.'],
  ])('refuses %s', (_, parts, sentence) => {
    expect(() => read(...parts)).toThrow(sentence);
  });
});
