import * as vscode from 'vscode';
import type { Lab } from './lab';
import { trainViewId } from './names';
import { describeSession, type Row } from './trainRows';

/** The view "Train": a line for each thing worth knowing of the run. */
export class TrainView implements vscode.TreeDataProvider<Row> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Row>;

  constructor(private readonly lab: Lab) {
    this.view = vscode.window.createTreeView(trainViewId, { treeDataProvider: this });
  }

  getChildren(row?: Row): Row[] {
    return row ? [] : describeSession(this.lab.session.snapshot, this.lab.selection.shown);
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem({ id, label, value, icon, meaning }: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(label);
    item.id = id;
    item.description = value;
    item.tooltip = meaning;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.contextValue = id;
    item.accessibilityInformation = { label: `${label}: ${value}. ${meaning}` };
    return item;
  }

  /** Says below the view's title where runs are saved, when that is not in the workspace. */
  setNote(note: string | undefined): void {
    if (note === undefined) delete this.view.message;
    else this.view.message = note;
  }

  refresh(): void {
    this.changed.fire();
  }

  /** Brings the view in sight without taking the focus from where it is. */
  async reveal(): Promise<void> {
    this.refresh();
    const [status] = this.getChildren();
    if (status && !this.view.visible) await this.view.reveal(status, { focus: false, select: false });
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}
