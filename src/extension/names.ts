/** The ids that package.json declares. */
export const command = {
  train: 'mnist.train',
  trainMore: 'mnist.trainMore',
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
  findLearningRate: 'mnist.findLearningRate',
  selectEngine: 'mnist.selectEngine',
  exportModel: 'mnist.exportModel',
  importWeights: 'mnist.importWeights',
  setConfiguration: 'mnist.setConfiguration',
  showLog: 'mnist.showLog',
} as const;
export type CommandId = (typeof command)[keyof typeof command];

/** Commands of the view Runs, which work on what is selected there. */
export const runsCommand = {
  refresh: 'mnist.runs.refresh',
  filter: 'mnist.runs.filter',
  clearFilter: 'mnist.runs.clearFilter',
  show: 'mnist.runs.show',
  resume: 'mnist.runs.resume',
  trainMore: 'mnist.runs.trainMore',
  exportModel: 'mnist.runs.exportModel',
  rename: 'mnist.runs.rename',
  star: 'mnist.runs.star',
  unstar: 'mnist.runs.unstar',
  reveal: 'mnist.runs.reveal',
  copyConfiguration: 'mnist.runs.copyConfiguration',
  copyScript: 'mnist.runs.copyScript',
  saveHistory: 'mnist.runs.saveHistory',
  delete: 'mnist.runs.delete',
} as const;
export type RunsCommandId = (typeof runsCommand)[keyof typeof runsCommand];

export const trainViewId = 'mnist.train';
export const runsViewId = 'mnist.runs';

/** The type of the editor panel, which `activationEvents` names too. */
export const labPanelType = 'mnist.lab';

/** Keys of `when` and `enablement` clauses. */
export const contextKey = {
  training: 'mnist.training',
  paused: 'mnist.paused',
  /** The shown run ended before its last epoch. */
  resumable: 'mnist.resumable',
  modelLoaded: 'mnist.modelLoaded',
  runsFiltered: 'mnist.runsFiltered',
} as const;
