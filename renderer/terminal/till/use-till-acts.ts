import { useState } from 'react';
import { minor } from '../../../domain/money/minor.ts';
import type { OverrideUse } from '../../../domain/sale/sale.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { CashMoveKind } from '../../../domain/till/cash-event.ts';
import { useMoneyFormat } from '../../kit/money-text.tsx';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { CurrentShift } from '../sale/use-status.tsx';
import type { Consent } from '../staff/use-consent.tsx';

export interface TillActs {
  readonly problem: string | null;
  readonly clearProblem: () => void;
  readonly move: (kind: CashMoveKind, given: { amount: number; reasonCode: string; note: string }) => Promise<void>;
  readonly noSale: (reasonCode: string) => Promise<void>;
}

/** Cash in and out, and the drawer opened without a sale: ops with a reason, and with consent where it is needed. */
export function useTillActs(shift: CurrentShift | null, consent: Consent, onBooked: (text: string) => void): TillActs {
  const { sender, ambient } = useTerminal();
  const t = useText();
  const write = useMoneyFormat();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const overridesFor = async (permission: Permission, figure: number): Promise<OverrideUse[] | null> => {
    const answer = await consent.ask({ permission, objectId: shift?.shift.shiftId ?? 'none', figure });
    if (!answer.ok) return null;
    return answer.use === null ? [] : [answer.use];
  };
  const move: TillActs['move'] = async (kind, { amount, reasonCode, note }) => {
    const overrides = await overridesFor(`cash.${kind}`, amount);
    if (overrides === null || shift === null) return setProblem(refusalText('permission-missing'));
    const body = {
      cashEventId: ambient.newId(),
      shiftId: shift.shift.shiftId,
      kind,
      amount: minor(amount),
      reasonCode,
      note,
      overrides,
    };
    const refused = await sender.send('cash.moved', body).then(refusalOfResult, refusalCodeOf);
    if (refused === null) onBooked(t('notice.booked-move', { kind: t(`cash.kind.${kind}`), amount: write(amount) }));
    else setProblem(refusalText(refused));
  };
  const noSale: TillActs['noSale'] = async (reasonCode) => {
    const overrides = await overridesFor('drawer.no-sale', 0);
    if (overrides === null || shift === null) return onBooked(refusalText('permission-missing'));
    const body = { shiftId: shift.shift.shiftId, reasonCode, note: '', overrides };
    const refused = await sender.send('drawer.no-sale', body).then(refusalOfResult, refusalCodeOf);
    onBooked(refused === null ? t('notice.drawer-opened') : refusalText(refused));
  };
  return { problem, clearProblem: () => setProblem(null), move, noSale };
}
