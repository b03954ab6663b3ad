import { formatCheckpoint, type Checkpoint } from './checkpoint';
import { formatPth } from './pth';
import { formatTestScript } from './pytorchTestScript';

/** What a model can be taken along as: PyTorch's own file, safetensors, or a Python script with its weights beside it. */
export const exportFormats = ['pth', 'safetensors', 'python'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file to be written, in the folder that was chosen for the first. */
export interface ExportedFile {
  readonly name: string;
  readonly content: Uint8Array | string;
}

/** A checkpoint as files, of which the first is called `name`; only `python` has a second, `<name>-weights.pth`. */
export function exportModel(checkpoint: Checkpoint, format: ExportFormat, name: string): ExportedFile[] {
  switch (format) {
    case 'pth':
      return [{ name, content: formatPth(checkpoint.stateDict) }];
    case 'safetensors':
      return [{ name, content: formatCheckpoint(checkpoint) }];
    case 'python': {
      const weights = `${name.replace(/\.py$/, '')}-weights.pth`;
      return [
        { name, content: formatTestScript(checkpoint.layers, weights) },
        { name: weights, content: formatPth(checkpoint.stateDict) },
      ];
    }
    default: {
      const unknown: never = format;
      throw new Error(`no such format: ${JSON.stringify(unknown)}`);
    }
  }
}
