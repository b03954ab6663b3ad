import type { LayerList } from '../layers';
import { formatModule } from './pytorchModule';

/** The lines of Python that load an exported model, to be pasted into a notebook: its class, and the file of that path. */
export function formatLoadLines(layers: LayerList, path: string): string {
  const file = JSON.stringify(path);
  const load = path.endsWith('.safetensors') ? `load_file(${file})` : `torch.load(${file}, weights_only=True)`;
  const module = formatModule(layers);
  return `import torch
${path.endsWith('.safetensors') ? 'from safetensors.torch import load_file\n' : ''}from torch import nn
${module.includes('F.') ? 'from torch.nn import functional as F\n' : ''}

${module}

model = MnistModel()
model.load_state_dict(${load})
model.eval()
`;
}
