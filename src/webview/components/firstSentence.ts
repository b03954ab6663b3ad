/** The first sentence of a text, with its full stop: why an engine was taken goes on with what to do about it, for which there is no room. */
export function firstSentence(text: string): string {
  return `${text.replace(/\. .*$|\.$/s, '')}.`;
}
