import type { Optimizer } from '../configuration';

/** The optimizer as a call of PyTorch's, in a script that has `model` and `LEARNING_RATE`; what is PyTorch's default is left out. */
export function formatOptimizer(optimizer: Optimizer): string {
  switch (optimizer.kind) {
    case 'sgd': {
      const momentum = optimizer.momentum === 0 ? '' : `, momentum=${optimizer.momentum}`;
      return `torch.optim.SGD(model.parameters(), lr=LEARNING_RATE${momentum}${optimizer.nesterov ? ', nesterov=True' : ''})`;
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer;
      const betas = beta1 === 0.9 && beta2 === 0.999 ? '' : `, betas=(${beta1}, ${beta2})`;
      return `torch.optim.Adam(model.parameters(), lr=LEARNING_RATE${betas}${epsilon === 1e-8 ? '' : `, eps=${epsilon}`})`;
    }
    default: {
      const unknown: never = optimizer;
      throw new Error(`no such optimizer: ${JSON.stringify(unknown)}`);
    }
  }
}
