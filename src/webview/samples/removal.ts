import type { Client } from '../../protocol/client';
import type { LabContract } from '../../protocol/labContract';
import type { Inspection } from './inspecting';

/** Removes a digit of the user's. What is returned brings it back, as the last one, and returns its index. */
export async function removeDigit(client: Client<LabContract>, { index, label, image }: Inspection): Promise<() => Promise<number>> {
  const { strokes } = await client.call('digitStrokes', { index });
  await client.call('removeDigit', { index });
  return async () => (await client.call('addDigit', { strokes, image, label })).index;
}
