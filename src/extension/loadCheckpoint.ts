import * as vscode from 'vscode';
import { UserError } from '../core/userError';
import { describeCheckpoint } from '../core/describeCheckpoint';
import type { Lab } from './lab';
import { describeRun, splitTitle } from './runs/describeRun';

/** "MNIST: Load Checkpoint...": which run, then which of its checkpoints every tab, Evaluate and Predict Image read. */
export async function loadCheckpoint({ catalogue, selection }: Lab): Promise<void> {
  await catalogue.refresh();
  const runs = catalogue.runs.filter(({ phase }) => phase !== 'broken');
  if (runs.length === 0) throw new UserError('no-run', 'There is no run yet. Train one first, with "MNIST: Train".');
  const run = await vscode.window.showQuickPick(
    runs.map((run) => ({ id: run.id, label: splitTitle(run).label, description: describeRun(run) })),
    { title: 'Load Checkpoint (1/2)', placeHolder: 'Of which run?' },
  );
  if (!run) return;
  await selection.show(run.id);
  const { shown } = selection;
  if (!shown) return;
  const checkpoint = await vscode.window.showQuickPick(
    shown.run.checkpoints.toReversed().map((kept) => ({
      name: kept.name,
      label: describeCheckpoint(kept, shown.run),
      description: kept.valAccuracy === null ? '' : `validation accuracy ${kept.valAccuracy.toFixed(4)}`,
    })),
    { title: 'Load Checkpoint (2/2)', placeHolder: 'After which epoch?' },
  );
  if (checkpoint) await selection.show(run.id, checkpoint.name);
}
