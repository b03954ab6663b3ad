import type * as vscode from 'vscode';
import type { RunEvent } from '../../core/run';
import { labContract, type Destination, type LabContract } from '../../protocol/labContract';
import { Server, type Handlers } from '../../protocol/server';
import type { SampleSet } from '../../core/samples';
import { LabFeed, type LabTruth } from './labFeed';
import type { PageKind } from './page';
import { webviewPort } from './webviewPort';

/** What the extension's side of a page can be told. */
export interface WebviewConnection {
  setVisible(isVisible: boolean): void;
  /** Sends the page somewhere: at once, or as soon as it opens. */
  goTo(destination: Destination): void;
}

export type ConnectWebview = (webview: vscode.Webview, kind: PageKind, onClose: (listener: () => void) => void) => WebviewConnection;

/** The handlers of every call but `open`, which is the feed's. */
export type LabHandlers = Omit<Handlers<LabContract>, 'open' | 'ping'>;

/** Serves every page of the lab: answers their calls, and feeds those in sight. */
export class LabServer {
  private readonly pages = new Set<{ readonly feed: LabFeed; readonly server: Server<LabContract>; readonly kind: PageKind }>();

  constructor(
    private readonly truth: LabTruth,
    private readonly handlers: LabHandlers,
    /** Hears whether a page of the lab is in sight. */
    private readonly onVisible: (isLabVisible: boolean) => void,
  ) {}

  readonly connect: ConnectWebview = (webview, kind, onClose) => {
    let destination: Destination | undefined;
    const feed = new LabFeed(
      this.truth,
      (changed) => server.emit('changed', changed),
      () => server.emit('reset', null),
    );
    const handlers: Handlers<LabContract> = {
      ...this.handlers,
      ping: () => null,
      open: () => {
        const opened = feed.open(destination);
        destination = undefined;
        this.reportVisible();
        return opened;
      },
    };
    const server = new Server<LabContract>(webviewPort(webview, onClose), labContract, handlers);
    const page = { feed, server, kind };
    this.pages.add(page);
    onClose(() => {
      feed.dispose();
      this.pages.delete(page);
      this.reportVisible();
    });
    return {
      setVisible: (isVisible) => {
        // A hidden page is gone; when it is shown it is made anew, and opens.
        if (isVisible) return;
        feed.close();
        this.reportVisible();
      },
      goTo: (where) => {
        if (feed.isOpen) server.emit('goTo', where);
        else destination = where;
      },
    };
  };

  /** Something changed; `event` is what happened to the shown run, if that was it. */
  change(event?: RunEvent): void {
    for (const { feed } of this.pages) feed.change(event);
  }

  /** A person chose other weights, and waits to see them. */
  changeNow(): void {
    for (const { feed } of this.pages) feed.changeNow();
  }

  /** Another run is shown. */
  replace(): void {
    for (const { feed } of this.pages) feed.replace();
  }

  changeReadings(set: SampleSet): void {
    for (const { feed, server, kind } of this.pages) if (kind === 'lab' && feed.isOpen) server.emit('readingsChanged', { set });
  }

  private reportVisible(): void {
    this.onVisible([...this.pages].some(({ kind, feed }) => kind === 'lab' && feed.isOpen));
  }
}
