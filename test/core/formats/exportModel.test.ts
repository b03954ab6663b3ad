import { describe, expect, it } from 'vitest';
import { parseCheckpoint, type Checkpoint } from '../../../src/core/formats/checkpoint';
import { exportModel } from '../../../src/core/formats/exportModel';
import { initialStateDict } from '../../../src/core/initialization';
import { models } from '../../../src/core/models';

const { layers } = models.softmax;
const checkpoint: Checkpoint = { layers, stateDict: initialStateDict(layers, 1), origin: { run: 'a-run', epoch: 2, step: 0, seed: 1, dataset: 'd'.repeat(64), validationCount: 10_000 } };

/** The content of an exported file. Fails where it is text instead of bytes, or the other way round. */
function bytesOf(content: Uint8Array | string | undefined): Uint8Array {
  if (!(content instanceof Uint8Array)) throw new Error('not bytes');
  return content;
}

describe('exportModel', () => {
  it('writes a .pth with the weights', () => {
    const [file] = exportModel(checkpoint, 'pth', 'model.pth');
    expect(file?.name).toBe('model.pth');
    expect(parseCheckpoint(bytesOf(file?.content), 'f').stateDict).toEqual(checkpoint.stateDict);
  });

  it('writes a safetensors file that says where it comes from', () => {
    const [file] = exportModel(checkpoint, 'safetensors', 'model.safetensors');
    expect(parseCheckpoint(bytesOf(file?.content), 'f')).toMatchObject(checkpoint);
  });

  it('writes a script with its weights beside it', () => {
    const [script, weights] = exportModel(checkpoint, 'python', 'my "model".py');
    expect(script?.content).toContain('\nWEIGHTS = Path(__file__).with_name("my \\"model\\"-weights.pth")\n');
    expect(weights?.name).toBe('my "model"-weights.pth');
    expect(parseCheckpoint(bytesOf(weights?.content), 'f').stateDict).toEqual(checkpoint.stateDict);
  });

  it('rebuilds the model in the script', () => {
    expect(exportModel(checkpoint, 'python', 'model.py')[0]?.content).toContain(`
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(784, 10)

    def forward(self, images):
        x = images.reshape(-1, 784)
        x = self.linear(x)
        return x
`);
  });
});
