"""Writes modelReference.json: what PyTorch makes of every model of the catalogue, which models.test.ts holds the engines to.

Usage, in the repository's folder, with any PyTorch 2:
    node test/engine/modelModules.mjs | python test/engine/modelReference.py > test/engine/modelReference.json
The modules are the text that we write for PyTorch (src/core/formats/pytorchModule.ts). Images and parameters are whole
numbers mixed by a hash, so that the test makes the same ones (modelInputs.ts).
"""
import json
import sys

import torch
from torch import nn
from torch.nn import functional as F

from optimizerReference import PIXELS, mix, pixel

ROWS = 3


def make_parameter(place: int, parameter: torch.Tensor) -> torch.Tensor:
    """Uniform in some ±2/sqrt(inputs of an output), so that logits are some units apart; by powers of two, so exact in 32 bits."""
    inputs = parameter[0].numel() if parameter.dim() > 1 else 64
    scale = 2.0 ** -(10 + (inputs.bit_length() // 2))
    values = [(mix(place << 20 | i) % 4096 - 2047.5) * scale for i in range(parameter.numel())]
    return torch.tensor(values).view(parameter.shape)


def run(module: str) -> dict:
    names = {"torch": torch, "nn": nn, "F": F}
    exec(module, names)
    model = names["MnistModel"]().eval()
    state_dict = {key: make_parameter(place, value) for place, (key, value) in enumerate(model.state_dict().items())}
    model.load_state_dict(state_dict)
    images = torch.tensor([pixel(i) for i in range(ROWS * PIXELS)], dtype=torch.float32).view(ROWS, PIXELS) / 255
    with torch.no_grad():
        logits = model(images)
    return {
        "module": module,
        "shapes": {key: list(value.shape) for key, value in state_dict.items()},
        "logits": [[float(f"{value:.9g}") for value in row] for row in logits.tolist()],
    }


torch.set_num_threads(1)
cases = ",\n".join(f"{json.dumps(name)}: {json.dumps(run(module))}" for name, module in json.load(sys.stdin).items())
print(f'{{"pytorch": "{torch.__version__}", "models": {{\n{cases}\n}}}}')
