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
    this.item.text = run ? `${describePause(run)}MNIST ${describeEpochs(run)}${describeAccuracy(run.history.at(-1)?.valAccuracy)}` : '$(loading~spin) MNIST';
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

/** A run that goes on has no spinner: its numbers move, and an animation has the whole window painted anew sixty times a second. */
function describePause({ phase }: RunSnapshot): string {
  return phase === 'paused' ? '$(debug-pause) ' : '';
}

function describeEpochs({ epoch, totalEpochs }: RunSnapshot): string {
  return totalEpochs === 0 ? 'imported' : `${epoch}/${totalEpochs}`;
}

function describeAccuracy(valAccuracy: number | undefined): string {
  return valAccuracy === undefined ? '' : ` · val ${valAccuracy.toFixed(3)}`;
}
