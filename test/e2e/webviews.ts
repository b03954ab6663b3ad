import type { Frame, Page } from 'playwright-core';
import { waitFor } from './waitFor';

/** Our pages, as the body's `data-kind` names them. */
type PageKind = 'lab' | 'sidebar';

/** The frame of the editor panel "MNIST Lab", once its script has drawn something. */
export function labFrame(page: Page): Promise<Frame> {
  return webviewFrame(page, 'lab');
}

/** The frame of the sidebar's view Train, once its script has drawn something. */
export function sidebarFrame(page: Page): Promise<Frame> {
  return webviewFrame(page, 'sidebar');
}

/** A frame is found by what is in it: its name and address change, and say nothing. Hidden webviews have none. */
function webviewFrame(page: Page, kind: PageKind): Promise<Frame> {
  return waitFor(
    async () => {
      for (const frame of page.frames()) if (await isDrawn(frame, kind)) return frame;
      return undefined;
    },
    { what: `the frame of the ${kind}`, intervalMs: 50 },
  );
}

async function isDrawn(frame: Frame, kind: PageKind): Promise<boolean> {
  const find = (wanted: string) => document.body.dataset['kind'] === wanted && [...document.body.children].some((element) => (element.shadowRoot?.childElementCount ?? 0) > 0);
  // A frame that is just made or taken away cannot be asked.
  return frame.evaluate(find, kind).catch(() => false);
}
