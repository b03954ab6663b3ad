/** The first sentence of a text, with its full stop: in the sidebar there is no room for more. */
export function firstSentence(text: string): string {
  return `${text.replace(/\. .*$|\.$/s, '')}.`;
}
