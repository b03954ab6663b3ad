import { basename } from 'node:path';
import * as vscode from 'vscode';
import { describeReading } from '../core/formats/checkpoint';
import { importedConfiguration } from '../core/importedConfiguration';
import { renameRun } from '../host/runEdits';
import { prepareLabFolder } from '../host/runStore';
import { readCheckpoint } from '../node/checkpointFile';
import type { Lab } from './lab';
import { findLabFolder } from './labFolder';
import { readSetting } from './settings';
import { runRequest } from './train';
import { watchRun } from './watchRun';

/**
 * "MNIST: Import Weights...": weights from elsewhere become a run of no epochs, whose one checkpoint they are and whose parent
 * is the file. So they are validated, listed, drawn on, evaluated, exported and trained more like any other's.
 */
export async function importWeights(lab: Lab, showRun: () => void): Promise<void> {
  const [file] = (await vscode.window.showOpenDialog({ title: 'Import Weights', openLabel: 'Import', filters: { Weights: ['pth', 'pt', 'safetensors'] } })) ?? [];
  if (!file) return;
  const { session, catalogue, context, log, runsFolder } = lab;
  const name = basename(file.fsPath);
  const weights = await readCheckpoint(file.fsPath);
  await prepareLabFolder(findLabFolder(context).folder);
  const training = session.train({ configuration: importedConfiguration(weights, readSetting('seed')), runsFolder: runsFolder(), parent: file.fsPath, ...runRequest(lab) });
  await watchRun(lab, showRun, training);
  const run = await training;
  if (!run?.last) return;
  await renameRun(runsFolder(), run.run.id, name);
  await catalogue.refresh();
  const remarks = describeReading(weights);
  for (const remark of remarks) log.info(`${name}: ${remark}`);
  if (remarks.length > 0) void vscode.window.showInformationMessage(`Imported ${name}. ${remarks.join(' ')}`);
}
