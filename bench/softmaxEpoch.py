"""The notebook's model trained by PyTorch, the natural fast way: tensors in memory, one thread, the same work as
softmaxEpoch.c.

Usage: softmaxEpoch.py FOLDER OPTIMIZER, the folder of the raw IDX files, and sgd, momentum or adam. Speaks the benchmark's
line protocol (see child.mjs).
"""
import json
import sys
import time
from pathlib import Path

try:
    import torch
    from torch.nn import functional as F
except ImportError as error:
    print(f"absent {sys.executable} cannot import PyTorch ({error}). Set MNIST_PYTHON to a Python that has PyTorch 2.")
    sys.exit()

if int(torch.__version__.split(".")[0]) < 2:
    print(f"absent {sys.executable} has PyTorch {torch.__version__}. Set MNIST_PYTHON to a Python that has PyTorch 2.")
    sys.exit()

IMAGES, PIXELS, CLASSES, BATCH, LEARNING_RATE = 50_000, 784, 10, 128, 0.001


def read_bytes(file: Path, header_bytes: int, count: int) -> torch.Tensor:
    """The first `count` bytes that follow the header of an IDX file."""
    return torch.frombuffer(bytearray(file.read_bytes()), dtype=torch.uint8, count=count, offset=header_bytes)


def train_epoch(model, optimizer, images, labels) -> float:
    """391 steps, the last of 80 rows; returns the mean cross-entropy over the images."""
    loss_sum = 0.0
    order = torch.randperm(IMAGES)
    for indices in order.split(BATCH):
        x = images.index_select(0, indices)
        y = labels.index_select(0, indices)
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(indices)
    return loss_sum / IMAGES


def make_optimizer(name: str, parameters) -> torch.optim.Optimizer:
    if name == "adam":
        return torch.optim.Adam(parameters, lr=LEARNING_RATE)
    return torch.optim.SGD(parameters, lr=LEARNING_RATE, momentum=0.9 if name == "momentum" else 0)


def main(folder: Path, optimizer_name: str) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    images = read_bytes(folder / "train-images-idx3-ubyte", 16, IMAGES * PIXELS).view(IMAGES, PIXELS).float() / 255
    labels = read_bytes(folder / "train-labels-idx1-ubyte", 8, IMAGES).long()
    model = torch.nn.Linear(PIXELS, CLASSES)
    optimizer = make_optimizer(optimizer_name, model.parameters())
    print(f"ready PyTorch {torch.__version__}, {torch.get_num_threads()} thread", flush=True)

    for line in sys.stdin:
        if line != "epoch\n":
            break
        wall, cpu = time.perf_counter(), time.process_time()
        loss = train_epoch(model, optimizer, images, labels)
        wall_ms, cpu_ms = (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3
        print(json.dumps({"wallMs": wall_ms, "cpuMs": cpu_ms, "loss": loss}), flush=True)


main(Path(sys.argv[1]), sys.argv[2])
