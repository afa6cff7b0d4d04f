/** One room of the table in `docs/tour.md`, and who may come in. */
export interface Room {
  readonly dir: string;
  /** The words of the tour's table, compared literally: a change there is a change here. */
  readonly mayImport: string;
  readonly rooms: readonly string[];
  /** npm packages by name, `@scope/*` for all of a scope. */
  readonly packages: readonly string[];
  /** May `node:` modules be imported? */
  readonly node: boolean;
}

const server = [
  'fastify',
  '@fastify/*',
  'ws',
  '@orpc/*',
  '@peculiar/x509',
  'reflect-metadata',
  'zod',
  'kysely',
  'jose',
  '@simplewebauthn/server',
];
const ui = [
  'react',
  'react-dom',
  'react-aria-components',
  'react-aria',
  'react-stately',
  '@react-aria/*',
  '@internationalized/*',
  'lucide-react',
  '@tanstack/react-virtual',
  'intl-messageformat',
  'qrcode',
  '@fontsource-variable/*',
  'tailwindcss',
];

/** The doors: which room may import which rooms and packages. `resources` are data files, read by whoever shows them. */
export const rooms: readonly Room[] = [
  { dir: 'domain', mayImport: 'itself', rooms: [], packages: [], node: false },
  {
    dir: 'contracts',
    mayImport: 'domain, zod, @orpc/contract',
    rooms: ['domain'],
    packages: ['zod', '@orpc/contract'],
    node: false,
  },
  {
    dir: 'native',
    mayImport: 'contracts, serialport, usb, node-hid, koffi',
    rooms: ['contracts'],
    packages: ['serialport', 'usb', 'node-hid', 'koffi'],
    node: true,
  },
  {
    dir: 'main/store',
    mayImport: 'domain, contracts, kysely, better-sqlite3, migrations',
    rooms: ['domain', 'contracts', 'migrations'],
    packages: ['kysely', 'better-sqlite3', 'zod'],
    node: true,
  },
  {
    dir: 'main/hub',
    mayImport: 'domain, contracts, main/store, server libraries',
    rooms: ['domain', 'contracts', 'main/store', 'resources'],
    packages: [...server, 'csv-parse', 'iconv-lite', 'bonjour-service'],
    node: true,
  },
  {
    dir: 'main/devices',
    mayImport: 'domain, contracts, @napi-rs/canvas',
    rooms: ['domain', 'contracts', 'resources'],
    packages: ['@napi-rs/canvas', 'iconv-lite', 'qrcode', 'bwip-js', 'zod'],
    node: true,
  },
  {
    dir: 'main/app',
    mayImport: 'everything in main, native, electron',
    rooms: ['domain', 'contracts', 'native', 'main/store', 'main/hub', 'main/devices'],
    packages: ['zod'],
    node: true,
  },
  {
    dir: 'preload',
    mayImport: 'contracts, electron',
    rooms: ['contracts', 'domain'],
    packages: ['electron'],
    node: false,
  },
  { dir: 'renderer/kit', mayImport: 'react and the UI library', rooms: [], packages: ui, node: false },
  {
    dir: 'renderer/terminal',
    mayImport: 'domain, contracts, kit, react',
    rooms: ['domain', 'contracts', 'renderer/kit', 'resources'],
    packages: [...ui, 'zod', '@tanstack/react-query', '@orpc/client', '@orpc/contract', '@orpc/tanstack-query'],
    node: false,
  },
  {
    dir: 'renderer/customer-display',
    mayImport: 'domain, contracts, kit, react',
    rooms: ['domain', 'contracts', 'renderer/kit', 'resources'],
    packages: [...ui, 'zod'],
    node: false,
  },
  {
    dir: 'renderer/handheld',
    mayImport: 'domain, contracts, kit, react, dexie, dpop, jose, barcode-detector',
    rooms: ['domain', 'contracts', 'renderer/kit', 'resources'],
    packages: [
      ...ui,
      'zod',
      '@orpc/client',
      '@orpc/contract',
      'dexie',
      'dpop',
      'jose',
      'barcode-detector',
      'zxing-wasm',
      'qrcode',
      'workbox-precaching',
      '@simplewebauthn/browser',
    ],
    node: false,
  },
  {
    dir: 'renderer/gallery',
    mayImport: 'all renderer rooms',
    rooms: [
      'domain',
      'contracts',
      'renderer/kit',
      'renderer/terminal',
      'renderer/customer-display',
      'renderer/handheld',
      'resources',
    ],
    packages: [...ui, 'zod', '@tanstack/react-query'],
    node: false,
  },
];

/** `electron` itself has one door more, narrower than its room. */
export const electronDirs = ['main/app/electron/', 'preload/'] as const;

/** What a test beside its source may import beyond its room's doors. */
export const testPackages = [
  'vitest',
  'vitest-browser-react',
  '@vitest/*',
  'fast-check',
  '@axe-core/*',
  'axe-core',
] as const;
