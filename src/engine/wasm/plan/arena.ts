// A cache line, so that no two buffers share one.
const alignmentBytes = 64;

/** Hands out addresses of a memory that is made afterwards, as large as it came to be. Nothing is ever given back. */
export class Arena {
  private top = 0;

  get totalBytes(): number {
    return this.top;
  }

  place(sizeBytes: number): number {
    const address = this.top;
    this.top += Math.ceil(sizeBytes / alignmentBytes) * alignmentBytes;
    return address;
  }

  placeFloats(count: number): number {
    return this.place(count * Float32Array.BYTES_PER_ELEMENT);
  }
}
