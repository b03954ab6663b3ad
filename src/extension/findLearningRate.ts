import type { Lab } from './lab';
import { requireNextRun } from './nextRun';

/** "MNIST: Find Learning Rate": a search for what Train would do now, shown in the lab. */
export async function findLearningRate({ rateFinder, context }: Lab, showFinder: () => void): Promise<void> {
  const configuration = requireNextRun(context.workspaceState);
  const searched = rateFinder.find(configuration);
  showFinder();
  await searched;
}
