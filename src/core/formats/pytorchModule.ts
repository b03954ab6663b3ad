import { classCount, parameterCount, parameterSpecs, pixelCount, type Layer, type LayerList } from '../layers';

/** A model as a class of PyTorch's, in Python, whose state dict has the names of ours. */
export function formatModule(layers: LayerList): string {
  // Every layer has a weight and a bias, whose names begin with that of the layer.
  const names = parameterSpecs(layers).flatMap(({ name }) => (name.endsWith('.weight') ? [name.slice(0, -'.weight'.length)] : []));
  const constructors = layers.map((layer, index) => `        self.${names[index]} = ${constructorCall(layer)}`);
  const calls = names.map((name) => `        x = self.${name}(x)`);
  return `class MnistModel(nn.Module):
    """${parameterCount(layers)} parameters: ${pixelCount} pixels from 0 to 1 become ${classCount} logits."""

    def __init__(self):
        super().__init__()
${constructors.join('\n')}

    def forward(self, images):
        x = images.reshape(-1, ${pixelCount})
${calls.join('\n')}
        return x
`;
}

function constructorCall({ inputs, outputs }: Layer): string {
  return `nn.Linear(${inputs}, ${outputs})`;
}
