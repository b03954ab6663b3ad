import type { Lab } from './lab';

/** "MNIST: Evaluate on Test Set": loss, accuracy and confusion matrix of the shown weights, in the lab and the log. */
export async function evaluate({ testSet, log }: Lab, showReport: () => void): Promise<void> {
  showReport();
  const { run, position, evaluation } = await testSet.evaluate();
  const { loss, accuracy, confusion } = evaluation;
  log.info(`Test: loss ${loss.toFixed(4)}, accuracy ${accuracy.toFixed(4)} (${run}, epoch ${position.epoch}${position.step > 0 ? `, batch ${position.step}` : ''})`);
  log.info('Label, then how many of its images are read as 0 to 9:');
  confusion.forEach((row, label) => log.info(`${label}: ${row.map((count) => String(count).padStart(5)).join('')}`));
}
