import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { ListedCheck } from '../../../contracts/check.ts';
import {
  type CheckStep,
  ontoCheckProblem,
  putBackSteps,
  readdressed,
  saleOfCheck,
  withoutCheck,
} from '../../../contracts/check-steps.ts';
import type { OpResult } from '../../../contracts/op.ts';
import { unpaidLines } from '../../../domain/check/check.ts';
import { isOpenCheck } from '../../../domain/check/check-after.ts';
import type { CheckId } from '../../../domain/id.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { type Terminal, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { CheckRow } from './check-list.tsx';

/** A claim is renewed this often, in milliseconds: three times within its life. */
const renewEveryMs = 30_000;

/** Open checks as the hub has them now. */
export function useListedChecks(): readonly ListedCheck[] {
  const { client } = useTerminal();
  return useQuery({ queryKey: ['live', 'checks'], queryFn: () => client.check.list() }).data ?? [];
}

/** Table of an open check; undefined for none, and until the hub has told it. */
export function useCheckTable(checkId: CheckId | undefined): string | undefined {
  return useListedChecks().find(({ check }) => check.checkId === checkId)?.check.table;
}

/** A check as the list shows it. What this counter's own open sale holds is held by nobody else. */
export function rowOf(
  { check, openedBy, holder, ofTable }: ListedCheck,
  { desk, link }: Pick<Terminal, 'desk' | 'link'>,
): CheckRow {
  const lines = unpaidLines(check).map(({ line }) => line);
  const { collect: total } = settleSale({ ...desk.state().sale, lines, discounts: [], taxExempt: null }, desk.policy);
  const isHere = holder?.installId === link.installId;
  const held = holder === null || (isHere && holder.kind === 'claimed') ? null : { ...holder, isHere };
  const facts = { checkId: check.checkId, table: check.table, openedBy, ofTable, holder: held };
  return { ...facts, openedAt: check.opened?.at ?? null, lineCount: lines.length, total };
}

type Claiming = Pick<Terminal, 'client' | 'sender' | 'desk'>;

/** Claims a check, then brings what is unpaid on it into the sale; null when it went, else the code of the refusal. */
export async function takeCheck({ client, sender, desk }: Claiming, checkId: CheckId): Promise<string | null> {
  if (!desk.isEmpty) return 'sale-open';
  const claim = await sender.send('check.claimed', { checkId, token: null });
  const refused = refusalOfResult(claim);
  if (refused !== null) return refused;
  // Read after the claim: nobody else can add from here on.
  const { check } = await client.check.get({ checkId });
  desk.take(saleOfCheck(desk.state().sale, check, tokenOf(claim)));
  return null;
}

function tokenOf(result: OpResult): number {
  return 'refs' in result ? Number(result.refs['token']) : 0;
}

/** Is the claim of the open sale still the newest? Asked before any money is taken (CH10); null when it may be paid. */
export async function renewClaim({ sender, desk }: Pick<Terminal, 'sender' | 'desk'>): Promise<string | null> {
  const { check } = desk.state().sale;
  if (check === undefined) return null;
  return await sender.send('check.claimed', check).then(refusalOfResult).catch(refusalCodeOf);
}

/** Puts what the sale holds back onto its check and frees the check; null when it went. */
export async function putBack(terminal: Claiming & Pick<Terminal, 'ambient' | 'link'>): Promise<string | null> {
  const { client, sender, desk, ambient, link } = terminal;
  const { sale } = desk.state();
  if (sale.check === undefined) return null;
  const { check } = await client.check.get({ checkId: sale.check.checkId });
  if (!isOpenCheck(check)) {
    const plain = withoutCheck(sale, check);
    if (plain.lines.length === 0) desk.clear();
    else desk.take(plain);
    return null;
  }
  const problem = ontoCheckProblem(sale);
  if (problem !== null) return problem;
  const changed = readdressed(sale, check, ambient.newId);
  // Kept before anything is sent, so that a second try sends the same lines (CH34).
  desk.take(changed);
  const { checkId } = check;
  // A check that is kept at this counter stays so.
  const isKept = check.checkedOut?.installId === link.installId;
  for (const { kind, body } of [...putBackSteps(changed, check), ...(isKept ? [] : [released(checkId)])]) {
    const refused = refusalOfResult(await sender.send(kind, body as never));
    if (refused !== null) return refused;
  }
  desk.clear();
  return null;
}

function released(checkId: CheckId): CheckStep {
  return { kind: 'check.released', body: { checkId } };
}

/** Keeps the claim of the open sale alive; says so when somebody else has the check now. */
export function useClaimKept(onLost: (code: string) => void): void {
  const { desk, sender } = useTerminal();
  const checkId = useSyncExternalStore(desk.subscribe, () => desk.state().sale.check?.checkId);
  const renew = useCallback(async (): Promise<void> => {
    const code = await renewClaim({ sender, desk });
    if (code !== null && code !== 'hub-away') onLost(code);
  }, [sender, desk, onLost]);
  useEffect(() => {
    if (checkId === undefined) return undefined;
    const timer = setInterval(() => void renew(), renewEveryMs);
    return () => clearInterval(timer);
  }, [checkId, renew]);
}
