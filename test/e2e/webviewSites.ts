import type { Page } from 'playwright-core';

/**
 * Gives each webview of a page a site of its own, and with it a process, as it has on the desktop and in VS Code for the
 * Web. code-server serves webviews from the window's own site, where all of them share the window's one thread.
 */
export async function separateWebviews(page: Page, origin: string): Promise<void> {
  await page.route(
    (url) => url.origin === origin && url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const [field = '', path = ''] = /&quot;webviewEndpoint&quot;:&quot;(.*?)&quot;,/.exec(html) ?? [];
      if (!path) throw new Error('The page of VS Code does not say where its webviews are.');
      const template = `&quot;webviewContentExternalBaseUrlTemplate&quot;:&quot;http://{{uuid}}.localhost:${new URL(origin).port}/${path}/&quot;,`;
      const body = html.replace(field, '').replace('&quot;productConfiguration&quot;:{', (start) => start + template);
      const headers = response.headers();
      const policy = headers['content-security-policy']?.replace("frame-src 'self'", "frame-src 'self' http://*.localhost:*");
      await route.fulfill({ response, headers: { ...headers, 'content-security-policy': policy ?? '' }, body });
    },
  );
}
