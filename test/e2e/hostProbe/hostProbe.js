const { createServer } = require('node:http');
const { dirname, join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const vscode = require('vscode');

/** A histogram that samples every millisecond: a longer wait between two samples is time the event loop was not free. */
const delay = monitorEventLoopDelay({ resolution: 1 });

/** What a test may ask; each is answered with JSON. */
const answers = {
  pid: () => process.pid,
  activeExtensions: () => vscode.extensions.all.filter(({ isActive }) => isActive).map(({ id }) => id),
  executeCommand: async ({ command, argument }) => {
    await vscode.commands.executeCommand(command, ...(argument === undefined ? [] : [argument]));
    return null;
  },
  /** A change that VS Code sees at once, unlike one of the file. */
  changeSetting: async ({ name, value }) => {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
    return null;
  },
  /** After the garbage was collected: only a context that is made after the flag was set has the function for it. */
  heapUsedBytes: () => {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return process.memoryUsage().heapUsed;
  },
  startEventLoopDelay: () => {
    delay.reset();
    delay.enable();
    return null;
  },
  /** Milliseconds; the histogram counts nanoseconds. */
  stopEventLoopDelay: () => {
    delay.disable();
    return { samples: delay.count, p50Ms: delay.percentile(50) / 1e6, p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 };
  },
};

/** Beside the folder that is open, since one server has many windows; without a folder where HOST_PROBE_SOCKET says. */
function socketPath() {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? join(dirname(folder.uri.fsPath), 'probe.sock') : process.env.HOST_PROBE_SOCKET;
}

/** Answers `POST /<question>` on its socket, from inside the extension host. */
exports.activate = (context) => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', async () => {
      try {
        const result = await answers[request.url.slice(1)](JSON.parse(body));
        response.end(JSON.stringify({ result }));
      } catch (error) {
        response.end(JSON.stringify({ error: String(error) }));
      }
    });
  });
  // Where the window is loaded anew, the extension host of before may still have the socket.
  server.on('error', () => setTimeout(() => server.listen(socketPath()), 20));
  server.listen(socketPath());
  context.subscriptions.push({ dispose: () => server.close() });
};
