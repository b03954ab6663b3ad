import type { LayerList } from '../layers';
import { formatModule } from './pytorchModule';
import { callMain, evaluateModel, formatImports, loadMnist, usage } from './pytorchParts';

/** A Python script that rebuilds a model, loads its weights from the `.pth` file of that name beside the script, and tests it. */
export function formatTestScript(layers: LayerList, weightsName: string): string {
  return `"""A model from MNIST Lab in PyTorch: loads the weights beside this file and tests them on MNIST's test images.

${usage}
"""
${formatImports()}
WEIGHTS = Path(__file__).with_name(${JSON.stringify(weightsName)})


${formatModule(layers)}

${loadMnist}

${evaluateModel}

def main(folder):
    model = MnistModel()
    model.load_state_dict(torch.load(WEIGHTS, weights_only=True))
    loss, accuracy = evaluate(model, *load_mnist(folder, train=False))
    print(f"Test: loss {loss:.4f}, accuracy {accuracy:.4f}")


${callMain}`;
}
