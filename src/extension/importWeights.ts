import { basename } from 'node:path';
import * as vscode from 'vscode';
import { describeReading } from '../core/formats/checkpoint';
import { importedConfiguration } from '../core/importedConfiguration';
import { renameRun } from '../host/runEdits';
import { prepareLabFolder } from '../host/runStore';
import { readCheckpoint } from '../node/checkpointFile';
import type { Lab } from './lab';
import { findLabFolder } from './labFolder';
import { runsViewId } from './names';
import { readSetting } from './settings';

/**
 * "MNIST: Import Weights...": weights from elsewhere become a run of no epochs, whose one checkpoint they are and whose parent
 * is the file. So they are validated, listed, drawn on, evaluated, exported and trained more like any other's. They are shown
 * as a loaded checkpoint is, also while another run goes on, which they do not disturb.
 */
export async function importWeights({ session, selection, catalogue, context, engine, log, runsFolder }: Lab, showRun: () => void): Promise<void> {
  const [file] = (await vscode.window.showOpenDialog({ title: 'Import Weights', openLabel: 'Import', filters: { Weights: ['pth', 'pt', 'safetensors'] } })) ?? [];
  if (!file) return;
  const name = basename(file.fsPath);
  const weights = await readCheckpoint(file.fsPath);
  await prepareLabFolder(findLabFolder(context).folder);
  const importing = session.importRun(importedConfiguration(weights, readSetting('seed')), runsFolder(), file.fsPath, engine());
  const run = await vscode.window.withProgress({ location: { viewId: runsViewId } }, () => importing);
  await renameRun(runsFolder(), run, name);
  await catalogue.refresh();
  await selection.show(run);
  showRun();
  log.info(`${name}: imported as the run ${run}`);
  const remarks = describeReading(weights);
  for (const remark of remarks) log.info(`${name}: ${remark}`);
  if (remarks.length > 0) void vscode.window.showInformationMessage(`Imported ${name}. ${remarks.join(' ')}`);
}
