import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { FaultError } from '../../../domain/fault-catalog.ts';
import { faultOf } from './sqlite-fault.ts';

/** Says which process has the store open for writing; two writers would each believe their own memory. */
export const lockFileName = 'store.lock';
const triesMax = 3;

/** When a process began, in clock ticks since boot: tells a living owner from another process that got its number. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return started === '' || startedAt(pid) === started;
}

function ownerOf(path: string): { readonly pid: number; readonly started: string } | null {
  try {
    const [pid, started] = readFileSync(path, 'utf8').trim().split(' ');
    return Number.isSafeInteger(Number(pid)) && Number(pid) > 0 ? { pid: Number(pid), started: started ?? '' } : null;
  } catch {
    return null;
  }
}

function write(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw faultOf(error) ?? error;
  }
  writeSync(file, `${process.pid} ${startedAt(process.pid)}\n`);
  closeSync(file);
  return true;
}

/** Takes the data directory for this process; throws `store-in-use` while its owner lives. The answer gives it back. */
export function lockDirectory(dir: string): () => void {
  const path = join(dir, lockFileName);
  for (let attempt = 0; attempt < triesMax; attempt += 1) {
    if (write(path)) return () => rmSync(path, { force: true });
    const owner = ownerOf(path);
    if (owner && isAlive(owner.pid, owner.started)) {
      throw new FaultError('store-in-use', `process ${owner.pid} has this store open`);
    }
    rmSync(path, { force: true });
  }
  throw new FaultError('store-in-use', `another process has this store open (${lockFileName})`);
}
