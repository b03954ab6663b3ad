import type { Destination } from '../../protocol/labContract';
import { extensionPort } from './extensionPort';
import { LabStore } from './labStore';

/** What a page shows, and what the world around it may ask of it. */
interface Page {
  readonly element: HTMLElement;
  goTo(destination: Destination): void;
  showError(message: string): void;
}

/** Makes a page with a store of its own, and fills it as soon as the extension has answered. */
export function openPage(create: (store: LabStore) => Page): void {
  const store = new LabStore(extensionPort, {
    goTo: (destination) => page.goTo(destination),
    problem: (problem) => page.showError(problem),
  });
  const page = create(store);
  page.element.addEventListener('lab-error', (event) => page.showError(messageOf(event)));
  page.element.addEventListener('lab-navigate', (event) => {
    if (event instanceof CustomEvent) page.goTo(event.detail as Destination);
  });
  document.body.append(page.element);
  store.open().catch((error: unknown) => page.showError(error instanceof Error ? error.message : String(error)));
}

function messageOf(event: Event): string {
  const error: unknown = event instanceof CustomEvent ? event.detail : event;
  return error instanceof Error ? error.message : String(error);
}
