// What the tests in VS Code install when they find it absent, beforehand.
import { findChromium } from './chromium.mjs';
import { installVscode } from './vscodeInstall.mjs';

await findChromium();
await installVscode();
