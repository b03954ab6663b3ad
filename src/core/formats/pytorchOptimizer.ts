import type { RunConfiguration } from '../configuration';

/** The optimizer as a call of PyTorch's, in a script that has `model` and `LEARNING_RATE`. */
export function formatOptimizer({ kind }: RunConfiguration['optimizer']): string {
  switch (kind) {
    case 'sgd':
      return 'torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)';
    default: {
      const unknown: never = kind;
      throw new Error(`no such optimizer: ${JSON.stringify(unknown)}`);
    }
  }
}
