import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { CheckId, SaleId } from '../../../domain/id.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { CheckList } from '../check/check-list.tsx';
import { takeCheck, useCheckRows } from '../check/use-checks.ts';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { SuspendedView } from './suspended-view.tsx';
import { useTillKeys } from './use-till-keys.ts';

/** Brings a sale back from hold; what is open now is put on hold by the person first. */
export function SuspendedScreen({
  onBack,
  onRefused,
}: {
  readonly onBack: () => void;
  readonly onRefused: (code: string) => void;
}): ReactElement {
  const terminal = useTerminal();
  const { client, desk, sender, session } = terminal;
  const checkRows = useCheckRows();
  const { data = [] } = useQuery({ queryKey: ['live', 'suspended'], queryFn: () => client.sale.suspended() });
  useTillKeys({ Escape: onBack });
  const resume = async (saleId: SaleId): Promise<void> => {
    const found = data.find((each) => each.saleId === saleId);
    if (found === undefined || !desk.isEmpty) return onRefused('sale-open');
    const refused = refusalOfResult(await sender.send('sale.resumed', { saleId }));
    if (refused !== null) return onRefused(refused);
    desk.take(found.sale);
    onBack();
  };
  const rows = data.map(({ saleId, label, suspendedAt, staffName, sale }) => {
    const settled = settleSale(sale, desk.policy);
    return {
      saleId,
      label,
      suspendedAt,
      staffName,
      lineCount: sale.lines.length,
      total: settled.collect - settled.refund,
    };
  });
  const take = async (checkId: CheckId): Promise<void> => {
    const refused = await takeCheck(terminal, checkId).catch(refusalCodeOf);
    if (refused === null) onBack();
    else onRefused(refused);
  };
  const takeOver = async (checkId: CheckId): Promise<void> => {
    const refused = await sender.send('check.transferred', { checkId }).then(refusalOfResult, refusalCodeOf);
    if (refused === null) await take(checkId);
    else onRefused(refused);
  };
  const mayTakeOver = answerFor(session.permissions, 'check.transfer', 0) === 'allow';
  const checks = (
    <CheckList
      rows={checkRows}
      onTake={(checkId) => void take(checkId)}
      onTakeOver={mayTakeOver ? (checkId) => void takeOver(checkId) : undefined}
    />
  );
  return (
    <SuspendedView
      rows={rows}
      onResume={(saleId) => void resume(saleId)}
      onBack={onBack}
      checks={checkRows.length === 0 ? null : checks}
    />
  );
}
