/* Everything here is in CSS pixels. A position is an image's place in the list, an index its row in the file. */

/** A tile's image: two pixels for one of the 28, so that all of them are equally large. */
export const imageSize = 56;
export const rowHeight = 88;
const minimumColumnWidth = 72;

/** How a list of `count` images is laid out in rows of equal tiles. */
export interface GalleryLayout {
  readonly count: number;
  readonly columns: number;
  readonly columnWidth: number;
  readonly rows: number;
}

/** What is in sight: positions from `first` to before `end`. */
export interface PositionRange {
  readonly first: number;
  readonly end: number;
}

/** Where a gallery is scrolled, whatever its width: the first position of the topmost row, and how far that row is out of sight. */
export interface ScrollAnchor {
  readonly position: number;
  readonly offset: number;
}

export function layOut(count: number, width: number): GalleryLayout {
  const columns = Math.max(1, Math.floor(width / minimumColumnWidth));
  return { count, columns, columnWidth: Math.max(minimumColumnWidth, Math.floor(width / columns)), rows: Math.ceil(count / columns) };
}

export function positionsInSight({ count, columns }: GalleryLayout, scrollTop: number, viewHeight: number): PositionRange {
  const firstRow = Math.max(0, Math.floor(scrollTop / rowHeight));
  const endRow = Math.max(firstRow, Math.ceil((scrollTop + viewHeight) / rowHeight));
  return { first: Math.min(count, firstRow * columns), end: Math.min(count, endRow * columns) };
}

/** The position whose cell holds a point of the whole gallery, not only of what is in sight. */
export function positionAt({ count, columns, columnWidth }: GalleryLayout, x: number, y: number): number | undefined {
  const column = Math.floor(x / columnWidth);
  const position = Math.floor(y / rowHeight) * columns + column;
  return column >= 0 && column < columns && position >= 0 && position < count ? position : undefined;
}

export function scrollAnchor({ columns }: GalleryLayout, scrollTop: number): ScrollAnchor {
  const row = Math.max(0, Math.floor(scrollTop / rowHeight));
  return { position: row * columns, offset: Math.max(0, scrollTop - row * rowHeight) };
}

/** Where to scroll so that the anchor's position is in the topmost row again, though there may be more or fewer columns. */
export function scrollTopOf({ columns }: GalleryLayout, { position, offset }: ScrollAnchor): number {
  return Math.floor(position / columns) * rowHeight + offset;
}

/** The least scrolling that brings a position's whole row in sight. */
export function scrollTopToReveal({ columns }: GalleryLayout, position: number, scrollTop: number, viewHeight: number): number {
  const top = Math.floor(position / columns) * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewHeight);
}

/**
 * Where the image at a position of a list is in the list's next version; where it is gone, the place of the one after it.
 * The indices of both ascend.
 */
export function samePlace(before: Int32Array, after: Int32Array, position: number): number {
  const index = before[position];
  if (index === undefined || after[position] === index) return position;
  const same = after.findIndex((other) => other >= index);
  return same >= 0 ? same : Math.max(0, after.length - 1);
}

/** Where a key leads from a position; undefined for keys that lead nowhere. Up and down stay in their column. */
export function positionAfterKey(key: string, position: number, { count, columns }: GalleryLayout, viewHeight: number): number | undefined {
  if (count === 0) return undefined;
  const page = Math.max(1, Math.floor(viewHeight / rowHeight)) * columns;
  const within = (next: number) => Math.min(count - 1, Math.max(0, next));
  const inColumn = (step: number) => (position + step < 0 || position + step >= count ? position : position + step);
  switch (key) {
    case 'ArrowRight':
      return within(position + 1);
    case 'ArrowLeft':
      return within(position - 1);
    case 'ArrowDown':
      return inColumn(columns);
    case 'ArrowUp':
      return inColumn(-columns);
    case 'PageDown':
      return within(position + page);
    case 'PageUp':
      return within(position - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
