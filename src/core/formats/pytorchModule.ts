import { classCount, imageColumns, imageRows, parameterCount, pictureSize, pixelCount, placeLayers, type LayerList, type PlacedLayer } from '../layers';

/** A model as a class of PyTorch's, in Python, whose state dict has the names of ours. It takes images `[n, 784]`. */
export function formatModule(layers: LayerList): string {
  const placed = placeLayers(layers);
  const input = placed[0]?.kind === 'conv' ? `1, ${imageRows}, ${imageColumns}` : `${pixelCount}`;
  return `class MnistModel(nn.Module):
    """${parameterCount(layers)} parameters: ${pixelCount} pixels from 0 to 1 become ${classCount} logits."""

    def __init__(self):
        super().__init__()
${placed.map((layer) => `        self.${layer.name} = ${constructorCall(layer)}`).join('\n')}

    def forward(self, images):
        x = images.reshape(-1, ${input})
${placed.flatMap(forwardLines).map((line) => `        ${line}`).join('\n')}
        return x
`;
}

function constructorCall(layer: PlacedLayer): string {
  if (layer.kind === 'dense') return `nn.Linear(${layer.inputs}, ${layer.outputs})`;
  const { input, filters, kernel, stride } = layer;
  const padding = kernel === 1 ? '' : `, padding=${kernel >> 1}`;
  return `nn.Conv2d(${input.channels}, ${filters}, ${kernel}${stride === 1 ? '' : `, stride=${stride}`}${padding})`;
}

function forwardLines(layer: PlacedLayer): string[] {
  const dropout = layer.dropout === 0 ? [] : [`x = F.dropout(x, ${layer.dropout}, self.training)`];
  if (layer.kind === 'conv') {
    const pooling = layer.pool ? ['x = F.max_pool2d(x, 2)'] : [];
    return [`x = F.relu(self.${layer.name}(x))`, ...pooling, ...dropout];
  }
  const flattening = layer.flattened ? [`x = x.reshape(-1, ${pictureSize(layer.flattened)})`] : [];
  const call = layer.isLast ? `x = self.${layer.name}(x)` : `x = F.relu(self.${layer.name}(x))`;
  return [...flattening, call, ...dropout];
}
