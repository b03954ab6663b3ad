import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Frame } from 'playwright-core';
import type { Editor } from './editor';

declare global {
  interface Window {
    /** Is there once axe-core's script has run. */
    readonly axe: typeof axe;
  }
}

const axeScript = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The serious and critical faults that axe-core finds in one of our pages: the rule, and where it is broken. */
export async function findBarriers({ pageMessages }: Editor, frame: Frame): Promise<string[]> {
  const source = await axeScript;
  let barriers: string[] = [];
  // axe-core writes style elements into the page, which the page's policy forbids and the console tells.
  await pageMessages.without(async () => {
    await frame.evaluate(source);
    barriers = await frame.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      return grave.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`));
    });
  });
  return barriers;
}
