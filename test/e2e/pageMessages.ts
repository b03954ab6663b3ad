import type { ConsoleMessage, Page } from 'playwright-core';

/** Where our pages and their scripts come from; VS Code's own scripts come from its server. What has no address was said by no file. */
const ours = /^$|\/fake\.html|vscode-resource[^/]*\.vscode-cdn\.net\//;

/** What our pages make the developer console say, which should be nothing: errors, warnings, violations of their policy. */
export class PageMessages {
  readonly all: string[] = [];

  listen(page: Page): void {
    page.on('console', (message) => this.hear(message));
    page.on('pageerror', ({ message, stack = '' }) => {
      if (ours.test(stack)) this.all.push(`uncaught: ${message}`);
    });
  }

  /** What is said while `act` goes on is forgotten. */
  async without(act: () => Promise<void>): Promise<void> {
    const { length } = this.all;
    await act();
    this.all.length = length;
  }

  private hear(message: ConsoleMessage): void {
    if (ours.test(message.location().url)) this.all.push(`${message.type()}: ${message.text()}`);
  }
}
