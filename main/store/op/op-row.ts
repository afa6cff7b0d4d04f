import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import type { InstallId, OpId, StaffId } from '../../../domain/id.ts';
import type { LoggedOp, OpRefs } from '../../../domain/op/op.ts';
import type { Row } from '../sqlite/tables.ts';
import { currentBody } from './parse-op.ts';

/** An op of a known kind as it lies in the log, with the body in the current shape of its kind. */
export type RecordedOp<Kind extends OpKindName = OpKindName> = {
  readonly [Name in Kind]: Omit<LoggedOp, 'kind' | 'body'> & { readonly kind: Name; readonly body: OpBody<Name> };
}[Kind];

/** A row of the log as the op it holds. `prevHash` comes from the row before. */
export function opOfRow(row: Row<'op'>, prevHash: string): RecordedOp {
  return {
    no: row.no,
    opId: row.op_id as OpId,
    installId: row.install_id as InstallId,
    seq: row.seq,
    kind: row.kind,
    v: row.v,
    at: row.at,
    hubAt: row.hub_at,
    staffId: row.staff_id as StaffId | null,
    happened: row.happened === 1,
    flags: JSON.parse(row.flags) as string[],
    refs: JSON.parse(row.refs) as OpRefs,
    bodyHash: row.body_hash,
    prevHash,
    hash: row.hash,
    body: currentBody(row.kind as OpKindName, row.v, JSON.parse(row.body)),
  } as RecordedOp;
}

/** The op as a row of the log; `bodyText` is the canonical JSON its hash was made of. */
export function rowOfOp(op: RecordedOp, bodyText: string): Row<'op'> {
  return {
    no: op.no,
    op_id: op.opId,
    install_id: op.installId,
    seq: op.seq,
    kind: op.kind,
    v: op.v,
    at: op.at,
    hub_at: op.hubAt,
    staff_id: op.staffId,
    happened: op.happened ? 1 : 0,
    flags: op.flags.length === 0 ? '[]' : JSON.stringify(op.flags),
    refs: JSON.stringify(op.refs),
    body_hash: op.bodyHash,
    hash: op.hash,
    body: bodyText,
  };
}
