import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { namesIn } from '../discovery/sysfs.ts';

/** What a diagnosis looks at. */
export interface SystemView {
  readonly platform: NodeJS.Platform;
  /** Name of the account this process runs under. */
  readonly account: string;
  /** Roots of the process table and the settings; tests lay out their own. */
  readonly proc: string;
  readonly etc: string;
  /** Where the shipped rule file lies. */
  readonly resourcesDir: string;
}

/** Most processes looked through for the holder of a device. */
const processesMax = 2_000;

/** This machine. `resourcesDir`: where the product's resources lie. */
export function inspectSystem(resourcesDir = 'resources'): SystemView {
  return { platform: process.platform, account: userInfo().username, proc: '/proc', etc: '/etc', resourcesDir };
}

/** Name of the group a node belongs to; its number when it has no name, null when the node is not there. */
export async function groupOf(system: SystemView, node: string): Promise<string | null> {
  const id = await stat(node).then(
    ({ gid }) => gid,
    () => null,
  );
  if (id === null) return null;
  const groups = await readFile(join(system.etc, 'group'), 'utf8').catch(() => '');
  const line = groups.split('\n').find((each) => each.split(':')[2] === String(id));
  return line?.split(':')[0] ?? String(id);
}

/**
 * Name of another program that has a node open, by /proc; null when none can be seen. Without root only the programs of
 * this user can be.
 */
export async function holderOf(system: SystemView, node: string): Promise<string | null> {
  const target = await realpath(node).catch(() => node);
  const ids = (await namesIn(system.proc)).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  for (const id of ids.slice(0, processesMax)) {
    const directory = join(system.proc, id, 'fd');
    for (const descriptor of await namesIn(directory)) {
      const opened = await readlink(join(directory, descriptor)).catch(() => '');
      if (opened === target) return programName(system, id);
    }
  }
  return null;
}

async function programName(system: SystemView, id: string): Promise<string | null> {
  const name = await readFile(join(system.proc, id, 'comm'), 'utf8').catch(() => '');
  return name.trim() === '' ? null : basename(name.trim()).slice(0, 200);
}
