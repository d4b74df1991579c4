// The arrows between rooms, as drawn in docs/architecture.md. An arrow that is not listed there fails here.
/** Floors of src/main from the bottom up; a room may import only rooms that stand before it in its own list. */
const floors = {
  log: [],
  files: ['log'],
  database: ['log'],
  audit: ['log', 'database'],
  outbox: ['log', 'database', 'audit'],
  sync: ['log', 'database', 'audit', 'outbox'],
  figures: ['log', 'database'],
  registrations: ['log', 'files', 'database', 'audit', 'outbox', 'figures'],
  report: ['log', 'files', 'database', 'figures'],
  handover: ['log', 'files', 'database', 'audit', 'outbox'],
  session: ['log', 'database', 'audit', 'outbox'],
  connectivity: ['log', 'database', 'audit', 'outbox'],
  poke: ['log'],
  settings: ['log', 'database', 'audit', 'outbox'],
  autostart: ['log'],
};
const upper = ['ipc', 'tray', 'notify', 'window', 'schedule'];
for (const room of upper)
  floors[room] = [
    'sync',
    'registrations',
    'figures',
    'report',
    'handover',
    'session',
    'connectivity',
    'poke',
    'settings',
    'autostart',
    'outbox',
    'audit',
    'database',
    'log',
  ];

const roomRules = Object.entries(floors).map(([room, allowed]) => ({
  name: `main-${room}`,
  severity: 'error',
  from: { path: `^src/main/${room}/` },
  to: { path: '^src/main/', pathNot: `^src/main/(${[room, ...allowed].join('|')})/` },
}));

const door = (library, path) => ({
  name: `door-${library}`,
  severity: 'error',
  comment: `${library} has one door`,
  from: { path: '^(src|server)/', pathNot: path },
  to: { path: `node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contracts',
      severity: 'error',
      from: { path: '^src/shared/contracts/' },
      to: { pathNot: ['^src/shared/contracts/', 'node_modules/(zod|@orpc/contract)/'] },
    },
    {
      name: 'rules',
      severity: 'error',
      from: { path: '^src/shared/rules/' },
      to: { pathNot: ['^src/shared/'] },
    },
    {
      name: 'shared-alone',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^(src/(main|preload|renderer)|server)/' },
    },
    {
      name: 'preload',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { path: '^(src/(main|renderer|shared/rules)|server)/' },
    },
    {
      name: 'renderer',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: ['^(src/(main|preload)|server)/', 'node_modules/electron/'] },
    },
    {
      name: 'main-not-renderer',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: '^(src/(renderer|preload)|server)/' },
    },
    {
      name: 'server-alone',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^src/(main|preload|renderer)/' },
    },
    {
      name: 'electron-floor',
      severity: 'error',
      from: {
        path: '^src/main/',
        pathNot:
          '^src/main/(main\\.ts|boot/|ipc/|tray/|notify/|window/|session/keyring|connectivity/os-signal)',
      },
      to: { path: 'node_modules/electron/' },
    },
    door('openid-client', '^src/main/session/ask-provider'),
    door('better-sqlite3', '^src/main/database/'),
    door('node-schedule', '^src/main/schedule/'),
    door('electron-store', '^src/main/settings/'),
    door('electron-log', '^src/main/log/'),
    door('write-excel-file', '^src/main/files/'),
    door('eventsource-parser', '^src/main/poke/'),
    door('zustand', '^src/renderer/stores/'),
    ...roomRules,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
