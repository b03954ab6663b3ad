import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { installVscode, root, vscodeFolder } from './vscodeInstall.mjs';
import { installExtension, quietSettings, startServer, writeSettings } from './vscodeServer.mjs';

/*
 * `npm run vscode [folder]`: a VS Code in the browser with the freshly packaged extension in it, to try it by hand. Without
 * a folder it opens an empty one, `.vscode-test/workspace`, which keeps its runs from one time to the next.
 */
const folder = resolve(process.argv[2] ?? join(vscodeFolder, 'workspace'));
const home = join(vscodeFolder, 'by-hand');
const folders = { userDataFolder: join(home, 'user-data'), extensionsFolder: join(home, 'extensions') };

async function start() {
  if (process.argv[2] === undefined) await mkdir(folder, { recursive: true });
  else if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  await installVscode();
  execFileSync('npm', ['run', '--silent', 'package'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  await installExtension(join(root, 'mnist-lab.vsix'), folders);
  // What was changed by hand in the settings stays as it is.
  if (!existsSync(join(folders.userDataFolder, 'User', 'settings.json'))) {
    await writeSettings(folders.userDataFolder, { ...quietSettings, 'workbench.colorTheme': 'Dark Modern' });
  }
  return startServer({ ...folders, folder, logFile: join(home, 'server.log') });
}

function endWith(server) {
  let ending = false;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      if (ending) return;
      ending = true;
      console.log('Ending VS Code');
      void server.stop().then(() => process.exit(0));
    });
  }
}

try {
  const server = await start();
  endWith(server);
  console.log(`VS Code with MNIST Lab: ${server.url}`);
  console.log('It can be reached from this machine only. Ctrl-C ends it.');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
