import { platforms, rooms } from './scripts/rooms.mjs';

/** The table of scripts/rooms.mjs as rules of the linter. */
const roomRules = Object.entries(rooms).map(([room, { imports, why }]) => ({
  name: `${room}-imports`,
  comment: `src/${room} may import: ${imports.join(', ') || 'no other room'}. ${why}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [room, ...imports].map((allowed) => `^src/${allowed}/`) },
}));

const platformRules = [
  {
    name: 'node-only-where-it-runs',
    comment: `${platforms.node.why}: ${platforms.node.rooms.join(', ')}.`,
    severity: 'error',
    from: { path: '^src/', pathNot: [...platforms.node.rooms.map((room) => `^src/${room}/`), ...platforms.node.folders.map((folder) => `^${folder}/`)] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'vscode-only-in-the-extension',
    comment: `${platforms.vscode.why}.`,
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/extension/' },
    to: { path: '^vscode$' },
  },
];

export default {
  forbidden: [
    ...roomRules,
    ...platformRules,
    { name: 'no-cycles', comment: 'Modules that import each other cannot be understood one at a time.', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^src/engine/wasm/kernels/' },
    doNotFollow: { path: 'node_modules' },
  },
};
