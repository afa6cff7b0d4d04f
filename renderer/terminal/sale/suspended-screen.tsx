import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { SaleId } from '../../../domain/id.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { useTerminal } from '../app/terminal.tsx';
import { useCheckDesk } from '../check/use-check-desk.tsx';
import { refusalOfResult } from '../hub/refusal-code.ts';
import { SuspendedView } from './suspended-view.tsx';
import { useTillKeys } from './use-till-keys.ts';

/** Brings a sale back from hold; what is open now is put on hold by the person first. */
export function SuspendedScreen({
  onBack,
  onRefused,
  onTold,
}: {
  readonly onBack: () => void;
  /** Goes back and says this. */
  readonly onTold: (text: string) => void;
  readonly onRefused: (code: string) => void;
}): ReactElement {
  const { client, desk, sender } = useTerminal();
  const { list, sheet, openNew } = useCheckDesk({
    onDone: (told) => (told === null ? onBack() : onTold(told)),
    onRefused,
  });
  const { data = [] } = useQuery({ queryKey: ['live', 'suspended'], queryFn: () => client.sale.suspended() });
  useTillKeys({ Escape: onBack, n: openNew, N: openNew }, sheet === null);
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
  return (
    <>
      <SuspendedView
        rows={rows}
        onResume={(saleId) => void resume(saleId)}
        onBack={onBack}
        onNewCheck={openNew}
        checks={list}
        isCovered={sheet !== null}
      />
      {sheet}
    </>
  );
}
