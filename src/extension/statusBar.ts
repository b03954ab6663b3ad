import * as vscode from 'vscode';
import type { RunSnapshot } from '../core/run';
import type { SessionSnapshot } from '../host/session';
import { trainViewId } from './names';

/** The one status bar item, `MNIST 7/20 · val 0.843`, there while a run exists; a click shows the view. */
export class StatusBar {
  private readonly item = vscode.window.createStatusBarItem('mnist.status', vscode.StatusBarAlignment.Left);

  constructor() {
    this.item.name = 'MNIST';
    this.item.command = `${trainViewId}.focus`;
    this.item.tooltip = 'Show the run in the MNIST view';
  }

  show({ activity, run }: Pick<SessionSnapshot, 'activity' | 'run'>): void {
    if (!run && activity === 'idle') return this.item.hide();
    const spinner = activity === 'idle' ? '' : run?.phase === 'paused' ? '$(debug-pause) ' : '$(loading~spin) ';
    this.item.text = run ? `${spinner}MNIST ${describeEpochs(run)}${describeAccuracy(run.history.at(-1)?.valAccuracy)}` : `${spinner}MNIST`;
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function describeEpochs({ epoch, totalEpochs }: RunSnapshot): string {
  return totalEpochs === 0 ? 'imported' : `${epoch}/${totalEpochs}`;
}

function describeAccuracy(valAccuracy: number | undefined): string {
  return valAccuracy === undefined ? '' : ` · val ${valAccuracy.toFixed(3)}`;
}
