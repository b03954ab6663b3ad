/** What a chart shows of a run. */
export interface Metric {
  readonly id: 'loss' | 'accuracy';
  readonly title: string;
  /** What it is for, in a few words beside the title. */
  readonly purpose: string;
  /** Why it is what it is for. */
  readonly reason: string;
  readonly trainKey: 'trainLoss' | 'trainAccuracy';
  readonly validationKey: 'valLoss' | 'valAccuracy';
}

/* The reasons are the notebook's two sentences: why accuracy is the metric and cross-entropy the loss. */

export const lossMetric: Metric = {
  id: 'loss',
  title: 'Loss',
  purpose: 'what training lowers',
  reason: 'Cross-entropy can be differentiated and takes into account how sure each reading is, so that training feels even a small improvement.',
  trainKey: 'trainLoss',
  validationKey: 'valLoss',
};

export const accuracyMetric: Metric = {
  id: 'accuracy',
  title: 'Accuracy',
  purpose: 'what we care about',
  reason: 'Easy to understand, but it cannot be differentiated: it only counts, so a small change of the weights changes nothing.',
  trainKey: 'trainAccuracy',
  validationKey: 'valAccuracy',
};
