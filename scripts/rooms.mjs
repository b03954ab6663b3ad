/**
 * The architecture as a table: which room of `src/` may import which. The build, the compiler (each room's tsconfig.json)
 * and the linter hold to it, so that a room can be understood, tested and moved without the ones it does not name.
 */
export const rooms = {
  core: { imports: [], why: 'core is pure TypeScript that runs anywhere' },
  node: { imports: ['core'], why: 'node is what trainer, host, cli and extension share of the platform' },
  protocol: { imports: ['core'], why: 'protocol is spoken by processes and webviews alike and knows neither' },
  engine: { imports: ['core'], why: 'an engine turns layers into arithmetic and knows nothing of files or processes' },
  trainer: { imports: ['core', 'node', 'protocol', 'engine'], why: 'the trainer is a process of its own, without vscode' },
  host: { imports: ['core', 'node', 'protocol'], why: 'the host must not load an engine: training never runs in its process' },
  extension: { imports: ['core', 'node', 'protocol', 'host'], why: 'the extension shows what the host knows and loads no engine' },
  webview: { imports: ['core', 'protocol'], why: 'a webview is a browser: it has no Node and no vscode' },
  cli: { imports: ['core', 'node', 'protocol', 'host'], why: 'the terminal program uses the same sessions as the extension' },
};

/** Modules of the platform and the rooms that may import them. */
export const platforms = {
  node: { pattern: /^node:/, rooms: ['node', 'trainer', 'host', 'extension', 'cli'], folders: ['src/engine/tensorflow'], why: 'only these rooms run in Node' },
  vscode: { pattern: /^vscode$/, rooms: ['extension'], folders: [], why: 'only the extension talks to VS Code; all else must run without it' },
};

/** The room of a file below `src/`, or `undefined`; `path` is relative to the repository and has slashes. */
export function roomOf(path) {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Why a file may not import another file or module, as a sentence; `undefined` where it may. */
export function findForbidden(importer, imported) {
  const from = roomOf(importer);
  if (from === undefined) return undefined;
  const room = rooms[from];
  if (!room) return `src/${from} is no room of the architecture: add it to scripts/rooms.mjs`;
  for (const [name, platform] of Object.entries(platforms)) {
    if (!platform.pattern.test(imported)) continue;
    if (platform.rooms.includes(from) || platform.folders.some((folder) => importer.startsWith(`${folder}/`))) return undefined;
    return `${importer} may not import ${imported} (${name}): ${platform.why}`;
  }
  const to = roomOf(imported);
  if (to === undefined || to === from || room.imports.includes(to)) return undefined;
  return `${importer} may not import ${imported}: ${room.why} (it may import: ${room.imports.join(', ') || 'nothing'})`;
}
