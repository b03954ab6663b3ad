import type { ImageAction } from './pickedImage';

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** N leads to the next mistake; P, or Shift+N, to the one before. */
export function actionOfKey({ key, shiftKey, altKey, ctrlKey, metaKey }: Key): ImageAction | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  switch (key.toLowerCase()) {
    case 'n':
      return shiftKey ? 'previousMistake' : 'nextMistake';
    case 'p':
      return 'previousMistake';
    default:
      return undefined;
  }
}

/** Whether a key goes into a field, or chooses from a list by its first letter. */
export function isTyping(event: Event): boolean {
  return event.composedPath().some((target) => (target instanceof HTMLInputElement && target.type !== 'checkbox') || (target instanceof HTMLElement && target.localName === 'vscode-single-select'));
}
