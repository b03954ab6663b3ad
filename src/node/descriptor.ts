import { close, fstat, fsync, open, write } from 'node:fs';
import { promisify } from 'node:util';

/*
 * The calls of node:fs by descriptor. A save makes twenty of them while training goes on, and by the file handles of
 * node:fs/promises they take the loop half as much time again.
 */
const openFile = promisify(open);
const closeFile = promisify(close);
const writeBytes = promisify(write);

export const statDescriptor = promisify(fstat);
export const syncDescriptor = promisify(fsync);

/** Opens a file, gives `work` its descriptor, and closes it however that ends. */
export async function withDescriptor(path: string, flags: string | number, work: (descriptor: number) => Promise<void>): Promise<void> {
  const descriptor = await openFile(path, flags);
  try {
    await work(descriptor);
  } finally {
    await closeFile(descriptor);
  }
}

/** Writes all bytes at an offset, also where the system takes only some of them at a time. */
export async function writeAll(descriptor: number, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await writeBytes(descriptor, bytes, done, bytes.length - done, offset + done)).bytesWritten;
  }
}
