import type { InstallId } from '../../../domain/id.ts';
import type { OpenSale } from '../../../domain/sale/sale.ts';
import type { WriteRunner } from '../print-job/print-jobs.ts';
import type { Reader } from '../sqlite/reader.ts';
import { putRow, statement } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** The open sale of each install, kept so that it comes back after a crash. Not an op: nothing has happened yet. */
export interface Drafts {
  /** Null takes the draft away. `savedAt` UTC epoch ms. */
  readonly save: (installId: InstallId, sale: OpenSale | null, savedAt: number) => void;
  readonly load: (installId: InstallId) => { readonly sale: OpenSale | null; readonly savedAt: number | null };
}

export function drafts({ connection }: Reader, write: WriteRunner): Drafts {
  const put = putRow(connection, 'draft');
  const drop = statement<{ installId: string }, unknown>(connection, (query, param) =>
    query.deleteFrom('draft').where('install_id', '=', param('installId')),
  );
  const get = statement<{ installId: string }, Row<'draft'>>(connection, (query, param) =>
    query.selectFrom('draft').selectAll().where('install_id', '=', param('installId')),
  );
  return {
    save: (installId, sale, savedAt) =>
      write(() => {
        if (sale === null) drop.run({ installId });
        else put({ install_id: installId, saved_at: savedAt, sale: JSON.stringify(sale) });
      }),
    load: (installId) => {
      const row = get.get({ installId });
      return { sale: row ? (JSON.parse(row.sale) as OpenSale) : null, savedAt: row?.saved_at ?? null };
    },
  };
}
