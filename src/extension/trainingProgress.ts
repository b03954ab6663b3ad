import * as vscode from 'vscode';
import type { Session } from '../host/session';
import { trainViewId } from './names';

/** Shows progress in the view Train until a run has ended, but not while it is paused: it makes none then. */
export async function showTrainingProgress<Ended>(session: Session, training: Promise<Ended>): Promise<Ended> {
  let hide: (() => void) | undefined;
  const update = () => {
    const isPaused = session.snapshot.run?.phase === 'paused';
    if (isPaused) {
      hide?.();
      hide = undefined;
    } else if (!hide) {
      const shown = new Promise<void>((resolve) => (hide = resolve));
      void vscode.window.withProgress({ location: { viewId: trainViewId } }, () => shown);
    }
  };
  const unlisten = session.onChange(update);
  update();
  try {
    return await training;
  } finally {
    unlisten();
    hide?.();
  }
}
