import type { Optimizer } from '../configuration';

/** The optimizer as a call of PyTorch's, in a script that has `model` and `LEARNING_RATE`; what is PyTorch's default is left out. */
export function formatOptimizer(optimizer: Optimizer): string {
  switch (optimizer.kind) {
    case 'sgd': {
      const { momentum, nesterov, weightDecay } = optimizer;
      const velocity = momentum === 0 ? '' : `, momentum=${momentum}${nesterov ? ', nesterov=True' : ''}`;
      return `torch.optim.SGD(model.parameters(), lr=LEARNING_RATE${velocity}${weightDecay === 0 ? '' : `, weight_decay=${weightDecay}`})`;
    }
    case 'adam':
    case 'adamw': {
      const { kind, beta1, beta2, epsilon, weightDecay } = optimizer;
      const betas = beta1 === 0.9 && beta2 === 0.999 ? '' : `, betas=(${beta1}, ${beta2})`;
      const decay = weightDecay === (kind === 'adam' ? 0 : 0.01) ? '' : `, weight_decay=${weightDecay}`;
      return `torch.optim.${kind === 'adam' ? 'Adam' : 'AdamW'}(model.parameters(), lr=LEARNING_RATE${betas}${epsilon === 1e-8 ? '' : `, eps=${epsilon}`}${decay})`;
    }
    default: {
      const unknown: never = optimizer;
      throw new Error(`no such optimizer: ${JSON.stringify(unknown)}`);
    }
  }
}
