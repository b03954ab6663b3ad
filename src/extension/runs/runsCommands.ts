import * as vscode from 'vscode';
import { renameRun, starRun } from '../../host/runEdits';
import { runFolder } from '../../host/runStore';
import type { Lab } from '../lab';
import { command, runsCommand, type RunsCommandId } from '../names';
import { reveal } from '../reveal';
import { copyConfiguration, copyScript } from './copyRun';
import { deleteRuns } from './deleteRuns';
import type { RunsNode } from './runNodes';
import type { RunsTree } from './runsTree';
import { saveHistory } from './saveHistory';

/** A command of the tree: what was clicked, else what is selected; at least one. */
type NodesCommand = (node: RunsNode, nodes: readonly RunsNode[]) => unknown;

export interface RunsCommandParts {
  readonly lab: Lab;
  readonly tree: RunsTree;
  /** Brings the lab in sight, and leaves the focus where it is. */
  readonly showLab: () => void;
  /** Reports what a command throws. */
  readonly report: (error: unknown) => Promise<void>;
}

/** What can be done with the runs of the tree. */
export function registerRunsCommands({ lab, tree, showLab, report }: RunsCommandParts): vscode.Disposable[] {
  const { catalogue, selection } = lab;
  const run = async (work: () => unknown) => {
    try {
      await work();
    } catch (error) {
      await report(error);
    }
  };
  const registerAlways = (id: RunsCommandId, work: () => unknown) => vscode.commands.registerCommand(id, () => run(work));
  // A key binding calls without arguments; the menu of several selected ones calls with that under the mouse and all of them.
  const register = (id: RunsCommandId, work: NodesCommand) =>
    vscode.commands.registerCommand(id, (clicked?: RunsNode, all?: readonly RunsNode[]) => {
      const nodes = all ?? (clicked ? [clicked] : tree.selection);
      const node = clicked ?? nodes[0];
      return node ? run(() => work(node, nodes)) : undefined;
    });
  const show = (node: RunsNode) => selection.show(node.run.id, node.kind === 'checkpoint' ? node.checkpoint.name : undefined);
  const showThen = (id: string) => async (node: RunsNode) => {
    await show(node);
    await vscode.commands.executeCommand(id);
  };
  const edit = (work: (runsFolder: string, node: RunsNode) => Promise<void>) => async (node: RunsNode) => {
    await work(lab.runsFolder(), node);
    await catalogue.refresh();
  };

  return [
    registerAlways(runsCommand.refresh, () => catalogue.refresh()),
    registerAlways(runsCommand.filter, () => askFilter(tree)),
    registerAlways(runsCommand.clearFilter, () => (tree.filter = '')),
    register(runsCommand.show, async (node) => {
      await show(node);
      showLab();
    }),
    register(runsCommand.resume, showThen(command.resume)),
    register(runsCommand.trainMore, showThen(command.trainMore)),
    register(runsCommand.exportModel, showThen(command.exportModel)),
    register(runsCommand.rename, edit(askTitle)),
    register(runsCommand.star, edit((runs, node) => starRun(runs, node.run.id, true))),
    register(runsCommand.unstar, edit((runs, node) => starRun(runs, node.run.id, false))),
    register(runsCommand.reveal, async (node) => reveal(await runFolder(lab.runsFolder(), node.run.id))),
    register(runsCommand.copyConfiguration, (node) => copyConfiguration(lab, node.run.id)),
    register(runsCommand.copyScript, (node) => copyScript(lab, node.run.id)),
    register(runsCommand.saveHistory, (node) => saveHistory(lab, node.run.id)),
    register(runsCommand.delete, (_, nodes) => deleteRuns(lab, nodes.map((node) => node.run))),
  ];
}

/** The tree follows what is typed; Escape leaves it as it was. */
function askFilter(tree: RunsTree): void {
  const before = tree.filter;
  let isAccepted = false;
  const input = vscode.window.createInputBox();
  input.title = 'Filter Runs';
  input.placeholder = 'Words of the title, model, recipe or status: stopped notebook';
  input.value = before;
  input.onDidChangeValue((text) => (tree.filter = text));
  input.onDidAccept(() => {
    isAccepted = true;
    input.hide();
  });
  input.onDidHide(() => {
    if (!isAccepted) tree.filter = before;
    input.dispose();
  });
  input.show();
}

async function askTitle(runsFolder: string, { run }: RunsNode): Promise<void> {
  const title = await vscode.window.showInputBox({ title: 'Rename Run', prompt: 'The title of the run; none gives it its model, recipe and time again.', value: run.title });
  if (title !== undefined && title !== run.title) await renameRun(runsFolder, run.id, title);
}
