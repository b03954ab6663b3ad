import { join } from 'node:path';
import type { TensorflowCandidate } from '../protocol/trainerContract';

/**
 * Where TensorFlow is looked for, in order: what a person named, the extension's own `node_modules`, and `.engine/`, which
 * `npm run engine` makes in development. Never the workspace's `node_modules`: nothing of a workspace is loaded.
 */
export function tensorflowCandidates(named: readonly TensorflowCandidate[], extensionFolder: string): TensorflowCandidate[] {
  return [
    ...named.filter(({ folder }) => folder.trim() !== ''),
    { origin: 'the extension itself', folder: extensionFolder },
    { origin: '.engine', folder: join(extensionFolder, '.engine') },
  ];
}
