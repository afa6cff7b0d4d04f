import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CounterPlan } from './counter-processes.ts';
import { type ProgramLayout, storeDir } from './program-layout.ts';

/** Origin of the terminal window; it never changes, so the hub can check it exactly. */
export const terminalOrigin = 'app://till';

/** Smallest port `KAUNTER_PORT` may name without asking the system for more rights. */
const portMin = 1_024;

/** `KAUNTER_PORT` as a number, 0 when it is not set; throws with a sentence when it is no port. */
export function portFromEnvironment(environment: NodeJS.ProcessEnv = process.env): number {
  const text = environment['KAUNTER_PORT'];
  if (text === undefined || text === '') return 0;
  const port = Number(text);
  if (Number.isInteger(port) && port >= portMin && port <= 65_535) return port;
  throw new RangeError(`KAUNTER_PORT must be a port from ${portMin} to 65535, not "${text}".`);
}

/** The part of the plan that headless and Electron share: directories made, environment read. */
export function counterConfig(
  layout: ProgramLayout,
  root: string,
  options: { readonly origins: readonly string[]; readonly osKeystore: boolean },
): Pick<CounterPlan, 'layout' | 'hub' | 'devices'> {
  const dataDir = storeDir(root);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return {
    layout,
    hub: {
      dataDir,
      resourcesDir: layout.resourcesDir,
      migrationsDir: layout.migrationsDir,
      handheldDir: layout.handheldDir,
      host: process.env['KAUNTER_HOST'] || '127.0.0.1',
      port: portFromEnvironment(),
      origins: [...options.origins],
      demoShop: process.env['KAUNTER_DEMO'] || null,
      osKeystore: options.osKeystore,
    },
    devices: { dataDir: join(root, 'devices'), resourcesDir: layout.resourcesDir },
  };
}
