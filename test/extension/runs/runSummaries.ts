import type { RunSummary } from '../../../src/protocol/labContract';

/** A finished run of the notebook's recipe, with what is said of it. */
export function runSummary(fields: Partial<RunSummary> = {}): RunSummary {
  return {
    id: '2026-11-23-143207-softmax-notebook',
    title: 'softmax-notebook, 23 Nov 14:32:07',
    starred: false,
    phase: 'finished',
    epoch: 20,
    totalEpochs: 20,
    bestValAccuracy: 0.8521,
    seconds: 1.4,
    created: '2026-11-23T14:32:07.000Z',
    model: 'softmax',
    recipe: 'notebook',
    engine: 'wasm',
    ...fields,
  };
}
