import {
  type SealedFile,
  type SealedFileRefusal,
  type SealedFileTaken,
  sealedFile,
} from '../../../contracts/device-session.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import type { Hub } from '../hub.ts';
import { type OpenedOp, openSealed, takeOpened } from './sealed-ops.ts';

/**
 * Takes in the text of a file a handheld saved what it holds as, as if the device had handed it in itself. Nothing is taken of a
 * file of which nothing can be opened: it is another hub's, and its numbers are not missing here (PA68).
 */
export async function takeSealedFile(hub: Hub, text: string): Promise<Outcome<SealedFileTaken, SealedFileRefusal>> {
  const file = readFile(text);
  if (file === null) return refuse('not-sealed-file');
  const { installId } = file;
  const device = hub.handhelds.ofInstall(installId);
  if (device === null) return refuse('device-unknown');
  const opened = await openSealed(hub, installId, file.ops);
  if (opened.length > 0 && opened.every(({ op }) => op === null)) return refuse('sealed-not-ours');
  const before = hub.store.lastSeq(installId);
  await takeOpened(hub, installId, opened);
  return accept({ deviceName: device.name, ...counted(opened, { before, after: hub.store.lastSeq(installId) }) });
}

function readFile(text: string): SealedFile | null {
  try {
    return sealedFile.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** What the hub had of an op is told by its number: `before` and `after` are the last it had of the install. */
function counted(
  opened: readonly OpenedOp[],
  { before, after }: { readonly before: number; readonly after: number },
): Omit<SealedFileTaken, 'deviceName'> {
  const fresh = opened.filter(({ seq }) => seq > before);
  const reached = fresh.filter(({ seq }) => seq <= after);
  const taken = reached.filter(({ op }) => op !== null).length;
  return {
    taken,
    already: opened.length - fresh.length,
    unopened: reached.length - taken,
    behindGap: fresh.length - reached.length,
  };
}
