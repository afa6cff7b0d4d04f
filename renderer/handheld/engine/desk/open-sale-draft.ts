import { documentKeys, writeDocument } from '../disk/documents.ts';
import type { HandheldCore } from './handheld-core.ts';

/**
 * The open sale comes back after a kill, with the check it pays. Each write is also the look whether there is room: browsers
 * do not tell how much there is, and a full disk has to be known before money is taken (HE4, HE6).
 */
export function saveDraft(core: HandheldCore): void {
  const sale = core.desk?.state().sale;
  const value = sale === undefined || sale.lines.length === 0 ? null : sale;
  writeDocument(core.database, documentKeys.openSale, value).then(
    () => core.diskTook(),
    (error: unknown) => core.diskRefused(error),
  );
}
