import type { Port } from '../../protocol/port';
import { vscodeApi } from './vscodeApi';

/** The way to the extension. It closes with the page, so nobody is left to hear of that. */
export const extensionPort: Port = {
  post: (message) => vscodeApi.postMessage(message),
  onMessage(listener) {
    window.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data));
  },
  onClose: () => undefined,
};
