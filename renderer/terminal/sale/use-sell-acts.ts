import { useCallback, useMemo } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import type { LineId } from '../../../domain/id.ts';
import { decideSuspend, decideVoid } from '../../../domain/sale/decide-complete.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { putBack, renewClaim } from '../check/use-checks.ts';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { Consent } from '../staff/use-consent.tsx';
import { rungLine } from './rung-line.ts';
import type { SellNotice } from './sell-view.tsx';
import { useShift } from './use-status.tsx';

export interface SellWays {
  readonly onNotice: (notice: SellNotice | null) => void;
  readonly onTender: () => void;
  readonly onTill: () => void;
}
export interface SellActs {
  readonly add: (item: Item) => boolean;
  readonly step: (lineId: LineId, by: 1 | -1) => void;
  readonly stepSelected: (by: 1 | -1) => void;
  readonly tender: () => void;
  readonly suspend: () => Promise<void>;
  readonly voidSale: (reasonCode: string) => Promise<void>;
}

/** Says why something did not go. */
function useRefuse(onNotice: SellWays['onNotice']): (code: string) => void {
  const t = useText();
  const refusalText = useRefusalText();
  return useCallback(
    (code) => onNotice({ tone: 'warn', title: t('notice.refused'), text: refusalText(code) }),
    [onNotice, t, refusalText],
  );
}

/** Rings items and changes quantities: everything that stays in this window. */
function useLineActs(refuse: (code: string) => void): Pick<SellActs, 'add' | 'step' | 'stepSelected'> {
  const { desk, settings, ambient } = useTerminal();
  const t = useText();
  return useMemo(() => {
    const add = (item: Item): boolean => {
      const line = rungLine(item, { quantity: null, labelAmount: null }, { settings, ambient });
      const done = desk.act({ kind: 'addLine', line }, t('undo.added', { name: item.name }));
      if (!done.ok) refuse(done.refusal.code);
      return done.ok;
    };
    const step = (lineId: LineId, by: 1 | -1): void => {
      const line = desk.state().sale.lines.find((each) => each.lineId === lineId && each.voided === null);
      if (line === undefined || line.quantity.unit !== 'each') return;
      const milli = line.quantity.milli + by * 1000;
      const done = desk.act({ kind: 'setQuantity', lineId, milli }, t('undo.changed', { name: line.name }));
      if (!done.ok) refuse(done.refusal.code);
    };
    const stepSelected = (by: 1 | -1): void => {
      const { selectedLineId } = desk.state();
      if (selectedLineId !== null) step(selectedLineId, by);
    };
    return { add, step, stepSelected };
  }, [desk, settings, ambient, t, refuse]);
}

/** What is different for a sale that came from an open check. */
function useCheckWays(refuse: (code: string) => void, ways: SellWays) {
  const terminal = useTerminal();
  const { desk, sender } = terminal;
  const t = useText();
  return {
    /** Somebody else may have the check by now: asked before any money is taken. */
    tender: (): void => {
      if (desk.state().sale.check === undefined) ways.onTender();
      else void renewClaim(terminal).then((code) => (code === null ? ways.onTender() : refuse(code)));
    },
    putBack: async (): Promise<void> => {
      const refused = await putBack(terminal).catch(refusalCodeOf);
      if (refused !== null) return refuse(refused);
      ways.onNotice({ tone: 'ok', title: t('checks.put-back'), text: '' });
    },
    /** The sale is struck; its check stays open, and is free for others. */
    struck: (): void => {
      const { check } = desk.state().sale;
      desk.clear();
      if (check !== undefined) void sender.send('check.released', { checkId: check.checkId }).catch(() => undefined);
    },
  };
}

/** Puts the sale on hold or strikes it: both are ops, so both wait for the hub's answer. */
function useSaleActs(
  refuse: (code: string) => void,
  ways: SellWays,
  consent: Consent,
): Pick<SellActs, 'tender' | 'suspend' | 'voidSale'> {
  const { desk, sender } = useTerminal();
  const { shift } = useShift();
  const t = useText();
  const checkWays = useCheckWays(refuse, ways);
  const needShift = (): void => {
    const action = { label: t('till.open-shift'), onPress: ways.onTill };
    ways.onNotice({ tone: 'warn', title: t('notice.shift-needed'), text: t('notice.shift-needed-text'), action });
  };
  const booked = async (send: () => ReturnType<typeof sender.send>): Promise<boolean> => {
    try {
      const refused = refusalOfResult(await send());
      if (refused === null) return true;
      refuse(refused);
    } catch (error) {
      refuse(refusalCodeOf(error));
    }
    return false;
  };
  const tender = (): void => {
    if (desk.isEmpty) return;
    if (shift === null) needShift();
    else checkWays.tender();
  };
  const suspend = async (): Promise<void> => {
    const { sale } = desk.state();
    if (sale.check !== undefined) return await checkWays.putBack();
    const decided = decideSuspend(sale);
    if (!decided.ok) return refuse(decided.refusal.code);
    if (shift === null) return needShift();
    const label = sale.lines.find((line) => line.voided === null)?.name ?? '';
    const { shiftId } = shift.shift;
    if (!(await booked(() => sender.send('sale.suspended', { sale, shiftId, label })))) return;
    desk.clear();
    ways.onNotice({ tone: 'ok', title: t('suspended.done'), text: '' });
  };
  const voidSale = async (reasonCode: string): Promise<void> => {
    const decided = decideVoid(desk.state().sale);
    if (!decided.ok) return refuse(decided.refusal.code);
    if (shift === null) return checkWays.struck();
    const { shiftId } = shift.shift;
    const answer = await consent.ask({ permission: 'sale.void', objectId: decided.value.saleId, figure: 0 });
    if (!answer.ok) return;
    if (answer.use !== null) desk.act({ kind: 'recordOverride', use: answer.use });
    if (
      await booked(() =>
        sender.send('sale.voided', { sale: desk.state().sale, shiftId, reasonCode, transactionNumber: null }),
      )
    )
      checkWays.struck();
  };
  return { tender, suspend, voidSale };
}

/** Everything the sell screen can do to the sale. */
export function useSellActs(ways: SellWays, consent: Consent): SellActs {
  const refuse = useRefuse(ways.onNotice);
  return { ...useLineActs(refuse), ...useSaleActs(refuse, ways, consent) };
}
