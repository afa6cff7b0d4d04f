import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { ListedCheck } from '../../../contracts/check.ts';
import {
  type CheckStep,
  ontoCheckProblem,
  putBackSteps,
  readdressed,
  saleOfCheck,
} from '../../../contracts/check-steps.ts';
import type { OpResult } from '../../../contracts/op.ts';
import { unpaidLines } from '../../../domain/check/check.ts';
import type { CheckId } from '../../../domain/id.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { type Terminal, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { CheckRow } from './check-list.tsx';

/** A claim is renewed this often, in milliseconds: three times within its life. */
const renewEveryMs = 30_000;

/** Open checks as the hub has them now. */
export function useCheckRows(): readonly CheckRow[] {
  const { client, desk, link } = useTerminal();
  const { data = [] } = useQuery({ queryKey: ['live', 'checks'], queryFn: () => client.check.list() });
  return data.map((listed) =>
    rowOf(listed, link.installId, (lines) => {
      const { collect } = settleSale({ ...desk.state().sale, lines, discounts: [], taxExempt: null }, desk.policy);
      return collect;
    }),
  );
}

function rowOf(
  { check, openedBy, holder, ofTable }: ListedCheck,
  ownInstall: string,
  total: (lines: ListedCheck['check']['lines'][number]['line'][]) => number,
): CheckRow {
  const lines = unpaidLines(check).map(({ line }) => line);
  const { checkId, table, opened } = check;
  const other = holder === null || holder.installId === ownInstall ? null : holder;
  const facts = { checkId, table, openedBy, ofTable, holder: other };
  return { ...facts, openedAt: opened?.at ?? null, lineCount: lines.length, total: total(lines) };
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
export async function putBack(terminal: Claiming & Pick<Terminal, 'ambient'>): Promise<string | null> {
  const { client, sender, desk, ambient } = terminal;
  const { sale } = desk.state();
  if (sale.check === undefined) return null;
  const { check } = await client.check.get({ checkId: sale.check.checkId });
  const problem = ontoCheckProblem(sale);
  if (problem !== null) return problem;
  const changed = readdressed(sale, check, ambient.newId);
  // Kept before anything is sent, so that a second try sends the same lines (CH34).
  desk.take(changed);
  const { checkId } = check;
  for (const { kind, body } of [...putBackSteps(changed, check), released(checkId)]) {
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
