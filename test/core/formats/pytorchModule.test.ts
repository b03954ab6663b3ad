import { expect, it } from 'vitest';
import { formatModule } from '../../../src/core/formats/pytorchModule';

it('writes convolutions, pooling, dropout and dense layers as a module of PyTorch', () => {
  const module = formatModule([
    { kind: 'conv', filters: 8, kernel: 5, stride: 2, pool: true, dropout: 0.25 },
    { kind: 'conv', filters: 3, kernel: 1, stride: 1, pool: false, dropout: 0 },
    { kind: 'dense', outputs: 20, dropout: 0.5 },
    { kind: 'dense', outputs: 10, dropout: 0 },
  ]);
  // 8 * 25 + 8, 3 * 8 + 3, 20 * 147 + 20 and 10 * 20 + 10 parameters.
  expect(module).toBe(`class MnistModel(nn.Module):
    """3405 parameters: 784 pixels from 0 to 1 become 10 logits."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 8, 5, stride=2, padding=2)
        self.conv2 = nn.Conv2d(8, 3, 1)
        self.linear1 = nn.Linear(147, 20)
        self.linear2 = nn.Linear(20, 10)

    def forward(self, images):
        x = images.reshape(-1, 1, 28, 28)
        x = F.relu(self.conv1(x))
        x = F.max_pool2d(x, 2)
        x = F.dropout(x, 0.25, self.training)
        x = F.relu(self.conv2(x))
        x = x.reshape(-1, 147)
        x = F.relu(self.linear1(x))
        x = F.dropout(x, 0.5, self.training)
        x = self.linear2(x)
        return x
`);
});
