import type { RunConfiguration } from '../../../src/core/configuration';
import { configurationOf } from '../../../src/core/recipes';
import type { LabState } from '../../../src/protocol/labContract';

type Run = NonNullable<LabState['run']>;

export const configuration: RunConfiguration = configurationOf('notebook', 1);

/** Nothing was trained, and Train would do the notebook's run. */
export const idleLab: LabState = {
  activity: 'idle',
  pace: 'full',
  next: { recipe: 'notebook', isCustom: false, configuration },
  runs: [],
  isEvaluating: false,
  digitCount: 0,
};

/** A run of the notebook's recipe, 20 epochs of 391 steps, with what is said of it. */
export function runSnapshot({ configuration: used = configuration, ...fields }: Pick<Run, 'phase' | 'epoch' | 'step'> & Partial<Run> & { readonly configuration?: RunConfiguration }): Run {
  return {
    run: {
      version: 1,
      id: '2026-11-23-143207-softmax-notebook',
      created: '2026-11-23T14:32:07.000Z',
      status: 'training',
      dataset: { name: 'mnist', hash: '' },
      engine: { id: 'wasm', description: 'wasm', probe: '' },
      configuration: used,
    },
    folder: '/runs/2026-11-23-143207-softmax-notebook',
    totalEpochs: 20,
    stepsPerEpoch: 391,
    history: [],
    checkpoints: [],
    ...fields,
  };
}
