import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { describePosition } from '../core/describeCheckpoint';
import type { Checkpoint } from '../core/formats/checkpoint';
import { exportModel as formatExport, type ExportFormat } from '../core/formats/exportModel';
import { formatLoadLines } from '../core/formats/pytorchLoadLines';
import type { CheckpointReference } from '../core/formats/runFile';
import { UserError } from '../core/userError';
import { checkpointFile } from '../host/runStore';
import { readCheckpoint } from '../node/checkpointFile';
import type { Shown } from '../host/selection';
import type { Lab } from './lab';
import { reveal } from './reveal';

const formats: readonly { readonly format: ExportFormat; readonly label: string; readonly detail: string; readonly extension: string }[] = [
  { format: 'pth', label: 'PyTorch', detail: 'A state dict, .pth: model.load_state_dict(torch.load(path, weights_only=True))', extension: 'pth' },
  { format: 'safetensors', label: 'safetensors', detail: 'A state dict, .safetensors: model.load_state_dict(safetensors.torch.load_file(path))', extension: 'safetensors' },
  { format: 'python', label: 'Python script', detail: 'Rebuilds the model, loads the weights beside it, and prints its test accuracy', extension: 'py' },
];

const revealIt = 'Reveal';
const copyLines = 'Copy Python Lines';

/** "MNIST: Export Model...": the shown weights as files for PyTorch. Of a run that goes on its last checkpoint is taken. */
export async function exportModel({ selection, log }: Lab): Promise<void> {
  const { run, checkpoint } = requireCheckpoint(selection.shown);
  const chosen = await vscode.window.showQuickPick(formats, { title: `Export Model: ${describePosition(checkpoint, run.run)}`, placeHolder: 'As what?' });
  if (!chosen) return;
  const { format, label, extension } = chosen;
  const name = `${run.run.configuration.model}-epoch-${checkpoint.epoch}.${extension}`;
  const target = await vscode.window.showSaveDialog({ title: 'Export Model', filters: { [label]: [extension] }, ...defaultUri(name) });
  if (!target) return;

  const weights = await readCheckpoint(checkpointFile(run.folder, checkpoint.name));
  const files = formatExport(weights, format, basename(target.fsPath));
  for (const file of files) await vscode.workspace.fs.writeFile(vscode.Uri.file(join(dirname(target.fsPath), file.name)), toBytes(file.content));
  const written = files.map((file) => file.name).join(' and ');
  log.info(`Exported ${run.run.id}, ${describePosition(checkpoint, run.run)}, to ${written} in ${dirname(target.fsPath)}`);
  await offerNext(target, `Exported ${describePosition(checkpoint, run.run)} to ${written}.`, format === 'python' ? undefined : weights);
}

function requireCheckpoint(shown: Shown | undefined): { run: Shown['run']; checkpoint: CheckpointReference } {
  const { run, weights } = shown ?? {};
  const checkpoint = weights?.kind === 'checkpoint' ? weights.checkpoint : run?.last;
  if (run && checkpoint) return { run, checkpoint };
  throw new UserError('no-model', 'There is no saved model to export yet. Train one first, with "MNIST: Train".');
}

function defaultUri(name: string): Pick<vscode.SaveDialogOptions, 'defaultUri'> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {};
}

function toBytes(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** `weights` are those that lines of Python can load from the file; a script loads its own. */
async function offerNext(target: vscode.Uri, message: string, weights: Checkpoint | undefined): Promise<void> {
  const action = await vscode.window.showInformationMessage(message, revealIt, ...(weights ? [copyLines] : []));
  if (action === revealIt) await reveal(target.fsPath);
  if (action === copyLines && weights) await vscode.env.clipboard.writeText(formatLoadLines(weights.layers, target.fsPath));
}
