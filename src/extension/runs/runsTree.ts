import * as vscode from 'vscode';
import type { RunCatalogue } from '../../host/runCatalogue';
import { throttle } from '../../host/throttle';
import { contextKey, runsCommand, runsViewId } from '../names';
import { describeCheckpointNode } from './describeCheckpointNode';
import { describeDetails } from './describeDetails';
import { describeRun, phaseIcons, runContext, speakRun, splitTitle } from './describeRun';
import { filterRuns } from './filterRuns';
import { listCheckpointNodes, listRunNodes, type CheckpointNode, type RunNode, type RunsNode } from './runNodes';

/** An epoch at full speed takes 60 ms: a list that moves that often cannot be read. */
const showIntervalMs = 500;

const iconColours: Readonly<Record<string, string>> = {
  check: 'charts.green',
  error: 'errorForeground',
  warning: 'problemsWarningIcon.foreground',
  'star-full': 'charts.yellow',
};

/** The view Runs: every run with its status and its best validation accuracy, and below it the checkpoints that are kept. */
export class RunsTree implements vscode.TreeDataProvider<RunsNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<RunsNode>;
  private readonly show = throttle(showIntervalMs, () => this.changes.fire(undefined));
  private readonly unlisten: () => void;
  private filterText = '';

  constructor(private readonly catalogue: RunCatalogue) {
    this.view = vscode.window.createTreeView(runsViewId, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
    this.unlisten = catalogue.onChange(() => this.show.request());
  }

  /** What is selected, the runs and checkpoints in the order they were chosen. */
  get selection(): readonly RunsNode[] {
    return this.view.selection;
  }

  get filter(): string {
    return this.filterText;
  }

  /** Shows only the runs that have every word of the text; all of them for an empty one. */
  set filter(text: string) {
    this.filterText = text.trim();
    this.view.description = this.filterText;
    void vscode.commands.executeCommand('setContext', contextKey.runsFiltered, this.filterText !== '');
    this.changes.fire(undefined);
  }

  async getChildren(node?: RunsNode): Promise<RunsNode[]> {
    if (node?.kind === 'checkpoint') return [];
    if (node) return listCheckpointNodes(node.run, await this.catalogue.snapshot(node.run.id));
    const runs = filterRuns(this.catalogue.runs, this.filterText);
    const isEmpty = runs.length === 0 && this.catalogue.runs.length > 0;
    this.view.message = isEmpty ? `None of ${this.catalogue.runs.length} runs has "${this.filterText}" in its title, model, recipe or status.` : '';
    return listRunNodes(runs);
  }

  getTreeItem(node: RunsNode): vscode.TreeItem {
    return node.kind === 'run' ? runItem(node) : checkpointItem(node);
  }

  /** What takes a look at the disk is added to a tooltip only where one is asked for. */
  async resolveTreeItem(item: vscode.TreeItem, node: RunsNode): Promise<vscode.TreeItem> {
    if (node.kind === 'checkpoint' || node.run.phase === 'broken') return item;
    const { id } = node.run;
    const [snapshot, sizeBytes] = await Promise.all([this.catalogue.snapshot(id), this.catalogue.sizeBytes(id)]);
    item.tooltip = formatTooltip(node.run.title, describeDetails(node.run, snapshot, sizeBytes));
    return item;
  }

  dispose(): void {
    this.unlisten();
    this.show.dispose();
    this.view.dispose();
    this.changes.dispose();
  }
}

function runItem(node: RunNode): vscode.TreeItem {
  const { run } = node;
  const isOpenable = run.phase !== 'broken';
  const item = new vscode.TreeItem(splitTitle(run).label, isOpenable ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
  item.id = run.id;
  item.description = describeRun(run);
  item.iconPath = themeIcon(phaseIcons[run.phase]);
  item.contextValue = runContext(run);
  item.accessibilityInformation = { label: speakRun(run) };
  // Without a tooltip of its own VS Code asks for one that is resolved; a broken run has nothing to be read.
  if (!isOpenable) item.tooltip = run.problem;
  else item.command = showCommand(node);
  return item;
}

function checkpointItem(node: CheckpointNode): vscode.TreeItem {
  const { label, description, icon, spoken } = describeCheckpointNode(node);
  const item = new vscode.TreeItem(label);
  item.id = `${node.run.id}/${node.checkpoint.name}`;
  item.description = description;
  item.iconPath = themeIcon(icon);
  item.contextValue = 'checkpoint';
  item.tooltip = spoken;
  item.accessibilityInformation = { label: spoken };
  item.command = showCommand(node);
  return item;
}

function showCommand(node: RunsNode): vscode.Command {
  return { command: runsCommand.show, title: 'Show in Lab', arguments: [node] };
}

function themeIcon(icon: string): vscode.ThemeIcon {
  const colour = iconColours[icon];
  return new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

/** Titles and problems come from files: they are text, not Markdown. */
function formatTooltip(title: string, rows: readonly (readonly [string, string])[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString('**').appendText(title).appendMarkdown('**\n\n');
  for (const [name, value] of rows) tooltip.appendMarkdown(`${name}: `).appendText(value).appendMarkdown('  \n');
  return tooltip;
}
