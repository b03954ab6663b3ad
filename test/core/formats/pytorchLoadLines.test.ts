import { expect, test } from 'vitest';
import { formatLoadLines } from '../../../src/core/formats/pytorchLoadLines';
import { models } from '../../../src/core/models';

test('the lines rebuild the model and load the file, whatever its path', () => {
  const lines = formatLoadLines(models.softmax.layers, 'C:\\models\\my "best".pth');
  expect(lines).toContain('class MnistModel(nn.Module):');
  expect(lines).toContain('self.linear = nn.Linear(784, 10)');
  expect(lines).toContain('model.load_state_dict(torch.load("C:\\\\models\\\\my \\"best\\".pth", weights_only=True))');
});

test('safetensors are loaded by their own library', () => {
  const lines = formatLoadLines(models.softmax.layers, '/tmp/a.safetensors');
  expect(lines).toContain('from safetensors.torch import load_file');
  expect(lines).toContain('model.load_state_dict(load_file("/tmp/a.safetensors"))');
});
