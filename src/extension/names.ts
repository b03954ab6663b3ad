/** The ids that package.json declares. */
export const command = {
  train: 'mnist.train',
  pause: 'mnist.pause',
  resume: 'mnist.resume',
  stepBatch: 'mnist.stepBatch',
  stop: 'mnist.stop',
  openLab: 'mnist.openLab',
  draw: 'mnist.draw',
  showSamples: 'mnist.showSamples',
  loadCheckpoint: 'mnist.loadCheckpoint',
  evaluate: 'mnist.evaluate',
  predictImage: 'mnist.predictImage',
  selectEngine: 'mnist.selectEngine',
  showLog: 'mnist.showLog',
} as const;
export type CommandId = (typeof command)[keyof typeof command];

export const trainViewId = 'mnist.train';

/** The type of the editor panel, which `activationEvents` names too. */
export const labPanelType = 'mnist.lab';

/** Keys of `when` and `enablement` clauses. */
export const contextKey = { training: 'mnist.training', paused: 'mnist.paused', modelLoaded: 'mnist.modelLoaded' } as const;
