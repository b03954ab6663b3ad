/** What a key does on the pad. */
export type PadCommand = 'move' | 'pen' | 'lift' | 'clear' | 'undo' | 'redo';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** How far an arrow key moves the cursor, in shares of the pad's side; with Shift the larger step. */
const step = 0.025;
const largeStep = 0.1;

const arrows: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function padCommand({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): PadCommand | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
    return key.toLowerCase() === 'y' ? 'redo' : undefined;
  }
  if (key in arrows) return 'move';
  switch (key) {
    case ' ':
      return 'pen';
    case 'Escape':
      return 'lift';
    case 'Delete':
    case 'Backspace':
      return 'clear';
    default:
      return undefined;
  }
}

/** The cursor's next place: two arrow keys that are held together move it aslant. */
export function moveCursor({ x, y }: { readonly x: number; readonly y: number }, held: Iterable<string>, isLarge: boolean) {
  const length = isLarge ? largeStep : step;
  const next = { x, y };
  for (const key of held) {
    const [right, down] = arrows[key] ?? [0, 0];
    next.x += right * length;
    next.y += down * length;
  }
  const within = (share: number) => Math.min(1, Math.max(0, share));
  return { x: within(next.x), y: within(next.y) };
}
