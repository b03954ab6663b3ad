"""A CNN trained or evaluated by PyTorch, the natural fast way: tensors in memory.

Usage: cnnWork.py FOLDER MODEL WORK THREADS: the folder of the raw IDX files, `strided` or `pooled`, and `step` or
`evaluation`. Speaks the benchmark's line protocol (see child.mjs) and does what cnnWork.ts does.
"""
import json
import sys
import time
from pathlib import Path

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as error:
    print(f"absent {sys.executable} cannot import PyTorch ({error}). Set MNIST_PYTHON to a Python that has PyTorch 2.")
    sys.exit()

IMAGES, BATCH, STEPS, EVALUATED, EVALUATED_AT_ONCE = 50_000, 128, 20, 10_000, 1000


def read_bytes(file: Path, header_bytes: int, count: int) -> torch.Tensor:
    """The first `count` bytes that follow the header of an IDX file."""
    return torch.frombuffer(bytearray(file.read_bytes()), dtype=torch.uint8, count=count, offset=header_bytes)


def make_model(name: str) -> nn.Module:
    if name == "strided":
        return nn.Sequential(nn.Conv2d(1, 8, 5, 2, 2), nn.ReLU(), nn.Conv2d(8, 16, 5, 2, 2), nn.ReLU(), nn.Flatten(), nn.Linear(784, 10))
    pool = lambda: nn.MaxPool2d(2)
    return nn.Sequential(nn.Conv2d(1, 8, 5, 1, 2), nn.ReLU(), pool(), nn.Conv2d(8, 16, 5, 1, 2), nn.ReLU(), pool(), nn.Flatten(), nn.Linear(784, 10))


def train(model, optimizer, images, labels, first_step: int):
    """Twenty steps: their mean cross-entropy, and how many there were."""
    loss_sum = 0.0
    for step in range(first_step, first_step + STEPS):
        indices = torch.arange(step * BATCH, (step + 1) * BATCH) % IMAGES
        loss = F.cross_entropy(model(images.index_select(0, indices)), labels.index_select(0, indices))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum += loss.item()
    return loss_sum / STEPS, STEPS


@torch.no_grad()
def evaluate(model, images, labels):
    parts = range(0, EVALUATED, EVALUATED_AT_ONCE)
    losses = [F.cross_entropy(model(images[i : i + EVALUATED_AT_ONCE]), labels[i : i + EVALUATED_AT_ONCE]).item() for i in parts]
    return sum(losses) / len(losses), 1


def main(folder: Path, model_name: str, work: str, threads: int) -> None:
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    images = read_bytes(folder / "train-images-idx3-ubyte", 16, IMAGES * 784).view(IMAGES, 1, 28, 28).float() / 255
    labels = read_bytes(folder / "train-labels-idx1-ubyte", 8, IMAGES).long()
    model = make_model(model_name)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    print(f"ready PyTorch {torch.__version__}", flush=True)

    step = 0
    for line in sys.stdin:
        if line != "epoch\n":
            break
        wall, cpu = time.perf_counter(), time.process_time()
        loss, count = train(model, optimizer, images, labels, step) if work == "step" else evaluate(model, images, labels)
        step += STEPS
        wall_ms, cpu_ms = (time.perf_counter() - wall) * 1e3 / count, (time.process_time() - cpu) * 1e3 / count
        print(json.dumps({"wallMs": wall_ms, "cpuMs": cpu_ms, "loss": loss}), flush=True)


main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
