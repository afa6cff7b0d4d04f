import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Where the parts of the program lie: differently in the sources, in a build and in a package. All paths are absolute. */
export interface ProgramLayout {
  readonly hubEntry: string;
  readonly devicesEntry: string;
  readonly resourcesDir: string;
  readonly migrationsDir: string;
  /** Built program of the handhelds, served by the hub. */
  readonly handheldDir: string;
}

/** Plain Node cannot read an asar archive: the entries lie unpacked beside it. */
function unpacked(file: string): string {
  return file.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

/**
 * Finds the parts from the file that was started: `main/app/headless.ts` of the sources (Node 24 runs them as they are)
 * or a bundle in `out/main/`. `packagedResources` is Electron's `process.resourcesPath` in a package, else null.
 */
export function layoutFrom(startedFile: string, packagedResources: string | null): ProgramLayout {
  const dir = dirname(startedFile);
  if (startedFile.endsWith('.ts')) {
    const root = startedFile.includes(join('app', 'electron')) ? join(dir, '../../..') : join(dir, '../..');
    return {
      hubEntry: join(root, 'main/hub/index.ts'),
      devicesEntry: join(root, 'main/app/device-process.ts'),
      resourcesDir: join(root, 'resources'),
      migrationsDir: join(root, 'migrations'),
      handheldDir: join(root, 'out/handheld'),
    };
  }
  const outMain = basename(dir) === 'chunks' ? dirname(dir) : dir;
  const data = packagedResources ?? join(outMain, '../..');
  return {
    hubEntry: unpacked(join(outMain, 'hub.js')),
    devicesEntry: unpacked(join(outMain, 'devices.js')),
    resourcesDir: join(data, 'resources'),
    migrationsDir: join(data, 'migrations'),
    handheldDir: unpacked(join(dirname(outMain), 'handheld')),
  };
}

/** Directory everything of this till is kept in: `KAUNTER_DATA`, else the user's place for application data. */
export function dataRoot(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['KAUNTER_DATA']) return environment['KAUNTER_DATA'];
  if (process.platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData/Roaming'), 'Kaunter');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/Kaunter');
  return join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Kaunter');
}

/** The store's part of the data root; the other parts are the window's (Electron's) and the devices'. */
export function storeDir(root: string): string {
  return join(root, 'store');
}

/** The Node ABI the encrypted SQLite needs: version 10 of Node-API (Node 22.14, 24 and Electron 36 have it). */
export const napiVersionMin = 10;

const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';

/**
 * A Node that can run the children as plain processes: `KAUNTER_NODE`, this very process when it is a fit Node, the one
 * in the package, the one npm installed. Null when there is none; then only Electron's own `utilityProcess` is left.
 */
export function findNode(startedFile: string, packagedResources: string | null): string | null {
  const chosen = process.env['KAUNTER_NODE'];
  if (chosen) return chosen;
  if (process.versions['electron'] === undefined && Number(process.versions['napi']) >= napiVersionMin) {
    return process.execPath;
  }
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const installed = join('node_modules', `node-${os}-${process.arch}`, 'bin', nodeName);
  const places = [
    ...(packagedResources === null ? [] : [join(packagedResources, 'bin', nodeName)]),
    join(dirname(startedFile), '../..', installed),
    join(dirname(startedFile), '../../..', installed),
  ];
  return places.find((place) => existsSync(place)) ?? null;
}
