import { join } from 'node:path';
import type { Ambient } from '../../domain/ambient.ts';
import { brandId, type InstallId, isUuid } from '../../domain/id.ts';
import { readIfThere, writeFileWhole } from './tls/sealed-file.ts';

const fileName = 'terminal-install';

/** Install id of this counter's own terminal, made once and kept beside the store: its ops are numbered under it. */
export function terminalInstall(dataDir: string, newId: Ambient['newId']): InstallId {
  const path = join(dataDir, fileName);
  const known = readIfThere(path)?.toString('utf8').trim() ?? '';
  if (isUuid(known)) return brandId<InstallId>(known);
  const fresh = newId();
  writeFileWhole(path, Buffer.from(`${fresh}\n`));
  return brandId<InstallId>(fresh);
}
