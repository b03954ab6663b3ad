/*
 * What the Python scripts have in common. They are meant to be read: plain PyTorch, and nothing that has to be installed
 * beside it but torchvision, where the dataset is not there as files.
 */

/** `load_mnist(folder, train)` and what it needs: the files of MNIST from a folder, else by torchvision. */
export const loadMnist = `def read_idx(folder, name, header_bytes):
    """The bytes after the header of an IDX file, which may be packed with gzip."""
    path = folder / name
    content = path.read_bytes() if path.exists() else gzip.decompress((folder / f"{name}.gz").read_bytes())
    return torch.frombuffer(bytearray(content), dtype=torch.uint8, offset=header_bytes)


def load_mnist(folder, train):
    """Images [n, 784] from 0 to 1, and labels [n]: from the IDX files in a folder, else by torchvision."""
    if folder is None:
        from torchvision.datasets import MNIST

        dataset = MNIST(root="data", train=train, download=True)
        images, labels = dataset.data, dataset.targets
    else:
        name = "train" if train else "t10k"
        images = read_idx(folder, f"{name}-images-idx3-ubyte", header_bytes=16)
        labels = read_idx(folder, f"{name}-labels-idx1-ubyte", header_bytes=8)
    return images.reshape(-1, 784) / 255, labels.long()
`;

/** `evaluate(model, images, labels)`, which weights every image alike, as MNIST Lab does. */
export const evaluateModel = `@torch.no_grad()
def evaluate(model, images, labels):
    """Loss and accuracy; every image has the same weight."""
    model.eval()
    logits = torch.cat([model(batch) for batch in images.split(1000)])
    return F.cross_entropy(logits, labels).item(), (logits.argmax(dim=1) == labels).float().mean().item()
`;

/** What both scripts import, and these modules of Python's. */
export function formatImports(modules: readonly string[] = []): string {
  const names = ['gzip', 'sys', ...modules].sort();
  return `${names.map((name) => `import ${name}\n`).join('')}from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
`;
}

/** How both scripts are called. */
export const usage = `Give the folder of MNIST's IDX files, packed or not, as the argument; without it, torchvision downloads them to data/.`;

/** The call of `main`, with the folder or None. */
export const callMain = `if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
`;
