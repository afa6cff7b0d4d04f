import type { FoundDevice } from '../../contracts/device-discovery.ts';
import { queuesOf } from '../spooler/cups-words.ts';
import { runCommand } from '../spooler/run-command.ts';
import type { Winspool } from '../spooler/winspool.ts';
import { foundByName } from './found.ts';

/** Queues of CUPS by `lpstat -v`. Rejects with `TransportError` `unsupported` where there is no CUPS. */
export async function findCupsQueues(): Promise<FoundDevice[]> {
  const { output } = await runCommand('lpstat', ['-v']);
  return queuesOf(output).map(({ queue }) => queueDevice(queue, queue));
}

/** Printers of Windows. Paper-less ones (PDF, fax, OneNote) are listed too: only a person can tell. */
export async function findWindowsQueues(winspool: Winspool): Promise<FoundDevice[]> {
  const printers = await winspool.list();
  return printers.map(({ name, port }) => queueDevice(name, `${name} (${port})`));
}

function queueDevice(queue: string, title: string): FoundDevice {
  return foundByName(`spool:${queue}`, { kind: 'spool', queue }, { title, guess: 'printer' });
}
