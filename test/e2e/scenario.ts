import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { openEditor, type Editor, type EditorOptions } from './editor';

interface ScenarioOptions extends EditorOptions {
  readonly skip?: boolean;
  /** For one that takes longer than the rest. */
  readonly timeoutMs?: number;
}

/**
 * A test in a window of its own, with a workspace and an extension host that nothing was done in before. It fails also where
 * our pages make the developer console say something. Where it fails, the window's picture, its console, the host's logs and the runs are in
 * `build/e2e/failures/<title>/`.
 */
export function scenario(title: string, act: (editor: Editor) => Promise<void>, options: ScenarioOptions = {}): void {
  test.skipIf(options.skip)(title, options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }, async () => {
    const editor = await openEditor(options);
    try {
      await act(editor);
      expect(editor.pageMessages.all).toEqual([]);
    } catch (error) {
      await editor.report(join(inject('output'), 'failures', title.replaceAll(/[^\w]+/g, '-')));
      throw error;
    } finally {
      await editor.close();
    }
  });
}
