/**
 * The item of a row or grid of items that a key leads to, as its position; undefined where it leads nowhere. `columns` is
 * how many items stand side by side.
 */
export function moveAmong(count: number, position: number, key: string, columns: number): number | undefined {
  const next = { ArrowLeft: position - 1, ArrowRight: position + 1, ArrowUp: position - columns, ArrowDown: position + columns, Home: 0, End: count - 1 }[key];
  return next !== undefined && next >= 0 && next < count ? next : undefined;
}

/** How many of the elements stand beside the first one. */
export function countColumns(elements: readonly HTMLElement[]): number {
  const top = elements[0]?.offsetTop;
  return Math.max(1, elements.filter(({ offsetTop }) => offsetTop === top).length);
}
