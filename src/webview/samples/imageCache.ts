import { pixelCount } from '../../core/layers';

/** The bytes of the images that were needed last, in one buffer that never grows. */
export class ImageCache {
  private readonly bytes: Uint8Array;
  /** Slots by key; the key that was needed last is the last. */
  private readonly slots = new Map<number, number>();
  private readonly freeSlots: number[] = [];

  constructor(private readonly capacity: number) {
    this.bytes = new Uint8Array(capacity * pixelCount);
  }

  has(key: number): boolean {
    return this.slots.has(key);
  }

  /** The image `[784]`, a view that is good until the next `add`. */
  get(key: number): Uint8Array | undefined {
    const slot = this.slots.get(key);
    if (slot === undefined) return undefined;
    this.slots.delete(key);
    this.slots.set(key, slot);
    return this.view(slot);
  }

  /** Copies an image `[784]`; the one that was not needed for longest makes room. */
  add(key: number, image: Uint8Array): void {
    const slot = this.slots.get(key) ?? this.takeSlot();
    this.slots.delete(key);
    this.slots.set(key, slot);
    this.view(slot).set(image);
  }

  /** Forgets all images whose keys are at least `from`. */
  forget(from: number): void {
    for (const [key, slot] of this.slots) {
      if (key < from) continue;
      this.slots.delete(key);
      this.freeSlots.push(slot);
    }
  }

  private takeSlot(): number {
    const free = this.freeSlots.pop();
    if (free !== undefined) return free;
    if (this.slots.size < this.capacity) return this.slots.size;
    for (const [oldest, slot] of this.slots) {
      this.slots.delete(oldest);
      return slot;
    }
    throw new RangeError('a cache of no images holds none');
  }

  private view(slot: number): Uint8Array {
    return this.bytes.subarray(slot * pixelCount, (slot + 1) * pixelCount);
  }
}
