"""Writes optimizerReference.json: twenty steps of each optimizer by PyTorch, which optimizers.test.ts holds the engines to.

Usage: python optimizerReference.py > optimizerReference.json, with any PyTorch 2. The inputs are whole numbers mixed by a
hash, so that the test makes the same ones (optimizerInputs.ts).
"""
import json
import math

import torch
from torch.nn import functional as F

STEPS, BATCH, PIXELS, CLASSES = 20, 16, 784, 10
# Tensors of more than 75 values are sampled at multiples of this, which is no multiple of 28 or 784.
STRIDE = 89

ADAM = {"learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
ADAMW = {"kind": "adamw", **ADAM, "weightDecay": 0.1}
NESTEROV = {"kind": "sgd", "learningRate": 0.02, "momentum": 0.9, "nesterov": True, "weightDecay": 0}
# "softmax" is one dense layer; "small-cnn" is the model of SmallCnn below.
CASES = [
    ("softmax", {"kind": "sgd", "learningRate": 0.1, "momentum": 0, "nesterov": False, "weightDecay": 0}),
    ("softmax", {"kind": "sgd", "learningRate": 0.1, "momentum": 0, "nesterov": False, "weightDecay": 0.1}),
    ("softmax", {"kind": "sgd", "learningRate": 0.02, "momentum": 0.9, "nesterov": False, "weightDecay": 0}),
    ("softmax", {"kind": "sgd", "learningRate": 0.02, "momentum": 0.9, "nesterov": False, "weightDecay": 0.1}),
    ("softmax", NESTEROV),
    ("softmax", {**NESTEROV, "weightDecay": 0.1}),
    ("softmax", {"kind": "adam", **ADAM, "weightDecay": 0}),
    # An epsilon of the size of the gradients, so that its place in the formula is seen.
    ("softmax", {"kind": "adam", "learningRate": 0.01, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0}),
    ("softmax", {"kind": "adam", "learningRate": 0.01, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0.1}),
    ("softmax", ADAMW),
    ("small-cnn", {**NESTEROV, "weightDecay": 0.1}),
    ("small-cnn", ADAMW),
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


class SmallCnn(torch.nn.Module):
    """A strided and a pooled convolution, then two dense layers."""

    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 3, 5, stride=2, padding=2)
        self.conv2 = torch.nn.Conv2d(3, 5, 3, padding=1)
        self.linear1 = torch.nn.Linear(5 * 7 * 7, 11)
        self.linear2 = torch.nn.Linear(11, CLASSES)

    def forward(self, images):
        x = F.relu(self.conv1(images.view(-1, 1, 28, 28)))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.linear2(F.relu(self.linear1(x.flatten(1))))


class Softmax(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(PIXELS, CLASSES)

    def forward(self, images):
        return self.linear(images)


def make_model(name: str) -> torch.nn.Module:
    model = Softmax() if name == "softmax" else SmallCnn()
    with torch.no_grad():
        for place, parameter in enumerate(model.parameters()):
            # Exact in 32 bits, and as large as PyTorch's own initialisation would be, for 25 to 784 inputs of an output.
            values = [(mix(place << 20 | i) % 4096 - 2047.5) / 2**15 for i in range(parameter.numel())]
            parameter.copy_(torch.tensor(values).view(parameter.shape))
    return model


def make_optimizer(model: torch.nn.Module, case: dict) -> torch.optim.Optimizer:
    rate, decay = case["learningRate"], case["weightDecay"]
    if case["kind"] == "sgd":
        return torch.optim.SGD(model.parameters(), rate, case["momentum"], weight_decay=decay, nesterov=case["nesterov"], foreach=False)
    kind = torch.optim.Adam if case["kind"] == "adam" else torch.optim.AdamW
    return kind(model.parameters(), rate, (case["beta1"], case["beta2"]), case["epsilon"], decay, foreach=False)


def summarise(tensor: torch.Tensor) -> dict:
    values = tensor.detach().flatten().tolist()
    return {
        "values": [float(f"{value:.9g}") for value in values[:: STRIDE if len(values) > 75 else 1]],
        "sumOfSizes": math.fsum(abs(value) for value in values),
    }


def run(name: str, case: dict) -> dict:
    images, labels = make_inputs()
    model = make_model(name)
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
    tensors = dict(model.named_parameters())
    for key, parameter in list(tensors.items()):
        for slot, value in optimizer.state[parameter].items():
            if slot != "step" and value is not None:
                tensors[f"{key}.{slot}"] = value
    return {"model": name, "optimizer": case, "losses": losses, "tensors": {key: summarise(tensor) for key, tensor in tensors.items()}}


if __name__ == "__main__":
    torch.set_num_threads(1)
    cases = ",\n".join(json.dumps(run(*case)) for case in CASES)
    print(f'{{"pytorch": "{torch.__version__}", "cases": [\n{cases}\n]}}')
