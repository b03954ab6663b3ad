import type { Locator } from 'playwright-core';

/**
 * What stands in an element and in the shadow roots below it, with single spaces, and without what is hidden or only for
 * screen readers. Empty where there is no such element.
 */
export async function shownText(locator: Locator): Promise<string> {
  const [text = ''] = await locator.evaluateAll((elements) => {
    const textOf = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element) || node.matches('style, .screen-reader') || !node.checkVisibility()) return '';
      const children = node instanceof HTMLSlotElement ? node.assignedNodes() : (node.shadowRoot ?? node).childNodes;
      const inside = [...children].map(textOf).join('');
      return getComputedStyle(node).display === 'inline' ? inside : ` ${inside} `;
    };
    return elements.map(textOf);
  });
  return text.replaceAll(/\s+/g, ' ').trim();
}
