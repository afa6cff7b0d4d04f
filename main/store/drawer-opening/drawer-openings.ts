import type { DrawerOpening } from '../../../domain/till/drawer-opening.ts';
import { type Appliers, sound } from '../op/applier.ts';
import { type Reader, reading } from '../sqlite/reader.ts';
import { insertRow } from '../sqlite/statement.ts';
import type { Row } from '../sqlite/tables.ts';

/** Records the openings nobody had a reason for. */
export function drawerOpeningAppliers({ connection }: Reader): Pick<Appliers, 'drawer.opened-unexplained'> {
  const insert = insertRow(connection, 'drawer_opening');
  return {
    'drawer.opened-unexplained': {
      lags: () => true,
      decide: () => sound,
      record: ({ no, body }) => void insert({ no, drawer: body.drawer, opened_at: body.openedAt }),
    },
  };
}

/** Part of the log, both ends left out, and the most openings that are wanted of it. */
export interface OpeningsWish {
  readonly above: number;
  readonly below: number;
  readonly limit: number;
}

export interface DrawerOpeningReads {
  /** Openings in a part of the log, newest first. */
  readonly between: (wish: OpeningsWish) => DrawerOpening[];
}

export function drawerOpeningReads(reader: Reader): DrawerOpeningReads {
  const between = reading<{ above: number; below: number; limit: number }, Row<'drawer_opening'>>(
    reader,
    (query, param) =>
      query
        .selectFrom('drawer_opening')
        .selectAll()
        .where('no', '>', param('above'))
        .where('no', '<', param('below'))
        .orderBy('no', 'desc')
        .limit(param('limit')),
  );
  return {
    between: (wish) =>
      between.all({ ...wish }).map(({ no, drawer, opened_at: openedAt }) => ({ no, drawer, openedAt })),
  };
}
