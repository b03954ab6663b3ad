import { writeFileSync } from 'node:fs';
import { afterAll, test } from 'vitest';
import { disconnectBrowser, openEditor } from '../../test/e2e/editor';
import { labFrame } from '../../test/e2e/webviews';
import type { LabApp } from '../../src/webview/lab/labApp';
afterAll(disconnectBrowser);
test('prof', async () => {
  const editor = await openEditor();
  const { page, probe } = editor;
  await probe.executeCommand('mnist.train');
  await probe.executeCommand('mnist.draw');
  const frame = await labFrame(page);
  await frame.locator('mnist-draw-tab mnist-pad canvas').first().waitFor();
  const box = (await frame.locator('mnist-draw-tab mnist-pad canvas').first().boundingBox())!;
  await page.mouse.move(box.x + 50, box.y + 50); await page.mouse.down(); await page.mouse.move(box.x + 90, box.y + 150, { steps: 5 }); await page.mouse.up();
  await frame.evaluate(() => document.querySelector<LabApp>('mnist-lab')!.store.client.call('changeNextRun', { epochs: 2000 }));
  if (process.env['TRAIN']) void probe.executeCommand('mnist.train').catch(() => undefined);
  await new Promise((r) => setTimeout(r, 3000));
  const browser = page.context().browser()!;
  const cdp = await page.context().newCDPSession(page);
  if (process.env['PROFILE']) { await cdp.send('Profiler.enable'); await cdp.send('Profiler.setSamplingInterval', { interval: 200 }); await cdp.send('Profiler.start'); }
  else await browser.startTracing(page, { path: '/tmp/w/benchui-trace.json', categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', 'blink.user_timing', 'v8', 'cc'] });
  if (process.env['STROKES']) for (let i = 0; i < 10; i++) {
    await page.mouse.move(box.x + 50, box.y + 50 + 10 * i); await page.mouse.down();
    for (let k = 1; k < 20; k++) await page.mouse.move(box.x + 50 + 8 * k, box.y + 50 + 10 * i + 5 * k);
    await page.mouse.up();
    await new Promise((r) => setTimeout(r, 50));
  } else await new Promise((r) => setTimeout(r, 5000));
  if (process.env['PROFILE']) writeFileSync('/tmp/w/benchui-page.cpuprofile', JSON.stringify((await cdp.send('Profiler.stop')).profile));
  else await browser.stopTracing();
  await probe.executeCommand('mnist.stop');
  await editor.close();
});
