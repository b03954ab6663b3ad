"""Writes optimizerReference.json: twenty steps of each optimizer by PyTorch, which optimizers.test.ts holds the engines to.

Usage: python optimizerReference.py > optimizerReference.json, with any PyTorch 2. The inputs are whole numbers mixed by a
hash, so that the test makes the same ones (optimizerInputs.ts).
"""
import json
import math

import torch
from torch.nn import functional as F

STEPS, BATCH, PIXELS, CLASSES = 20, 16, 784, 10
# Weights are sampled at multiples of this, which is no multiple of 28 or 784.
STRIDE = 269

CASES = [
    {"kind": "sgd", "learningRate": 0.1, "momentum": 0, "nesterov": False},
    {"kind": "sgd", "learningRate": 0.02, "momentum": 0.9, "nesterov": False},
    {"kind": "sgd", "learningRate": 0.02, "momentum": 0.9, "nesterov": True},
    {"kind": "adam", "learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
    # An epsilon of the size of the gradients, so that its place in the formula is seen.
    {"kind": "adam", "learningRate": 0.01, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
]


def mix(number: int) -> int:
    """The finaliser of MurmurHash3 (Austin Appleby, public domain): 32 bits, all of which depend on all of `number`'s."""
    number ^= number >> 16
    number = number * 0x85EBCA6B & 0xFFFFFFFF
    number ^= number >> 13
    number = number * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


def pixel(position: int) -> int:
    """Four pixels of five are paper, and all of each picture's first line, whose weights have no gradient."""
    mixed = mix(position)
    return mixed >> 24 if mixed % 5 == 0 and position % PIXELS >= 28 else 0


def make_inputs() -> tuple[torch.Tensor, torch.Tensor]:
    rows = STEPS * BATCH
    images = torch.tensor([pixel(i) for i in range(rows * PIXELS)], dtype=torch.float32).view(rows, PIXELS) / 255
    labels = torch.tensor([mix(row) % CLASSES for row in range(rows)])
    return images, labels


def make_model() -> torch.nn.Linear:
    model = torch.nn.Linear(PIXELS, CLASSES)
    with torch.no_grad():
        model.weight.copy_(torch.tensor([(i % 13 - 6) / 512 for i in range(CLASSES * PIXELS)]).view(CLASSES, PIXELS))
        model.bias.copy_(torch.tensor([(digit - 4.5) / 64 for digit in range(CLASSES)]))
    return model


def make_optimizer(model: torch.nn.Linear, case: dict) -> torch.optim.Optimizer:
    if case["kind"] == "sgd":
        return torch.optim.SGD(model.parameters(), case["learningRate"], case["momentum"], nesterov=case["nesterov"], foreach=False)
    return torch.optim.Adam(model.parameters(), case["learningRate"], (case["beta1"], case["beta2"]), case["epsilon"], foreach=False)


def summarise(tensor: torch.Tensor) -> dict:
    values = tensor.detach().flatten().tolist()
    return {
        "values": [float(f"{value:.9g}") for value in values[:: STRIDE if len(values) > CLASSES else 1]],
        "sumOfSizes": math.fsum(abs(value) for value in values),
    }


def run(case: dict) -> dict:
    images, labels = make_inputs()
    model = make_model()
    optimizer = make_optimizer(model, case)
    losses = []
    for step in range(STEPS):
        # Half the rate from the middle on: slots hold gradients, not updates.
        for group in optimizer.param_groups:
            group["lr"] = case["learningRate"] / (1 if step < STEPS / 2 else 2)
        rows = slice(step * BATCH, (step + 1) * BATCH)
        loss = F.cross_entropy(model(images[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(f"{loss.item():.9g}"))
    tensors = {f"linear.{name}": parameter for name, parameter in model.named_parameters()}
    for name, parameter in list(tensors.items()):
        for slot, value in optimizer.state[parameter].items():
            if slot != "step" and value is not None:
                tensors[f"{name}.{slot}"] = value
    return {"optimizer": case, "losses": losses, "tensors": {name: summarise(tensor) for name, tensor in tensors.items()}}


torch.set_num_threads(1)
cases = ",\n".join(json.dumps(run(case)) for case in CASES)
print(f'{{"pytorch": "{torch.__version__}", "cases": [\n{cases}\n]}}')
