import { type ReactElement, useState } from 'react';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import type { SaleAction } from '../../../domain/sale/sale-action.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import type { Consent } from '../staff/use-consent.tsx';
import { DiscountSheet, PriceSheet, QuantitySheet } from './amount-sheets.tsx';
import { ReasonSheet } from './reason-sheet.tsx';

type Open = 'quantity' | 'line-discount' | 'sale-discount' | 'price' | 'void-line' | null;
export interface LineEdits {
  readonly open: (what: Exclude<Open, null>) => void;
  readonly isOpen: boolean;
  readonly sheet: ReactElement | null;
}
interface Attempt {
  readonly action: SaleAction;
  readonly undoText: string;
  readonly permission: Permission | null;
  readonly objectId: string;
  readonly figure: number;
}

/** The sheets that change the chosen line or the whole sale, with consent where the role is not enough. */
export function useLineEdits(consent: Consent): LineEdits {
  const { desk, settings, session, ambient } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [open, setOpen] = useState<Open>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { sale, settled, selectedLineId } = desk.state();
  const line = sale.lines.find((each) => each.lineId === selectedLineId && each.voided === null);
  const reasonsFor = (permission: Permission) => settings.reasons.filter((reason) => reason.for.includes(permission));
  const show = (what: Exclude<Open, null>): void => {
    if (what !== 'sale-discount' && line === undefined) return;
    setProblem(null);
    setOpen(what);
  };
  const attempt = async ({ action, undoText, permission, objectId, figure }: Attempt): Promise<void> => {
    if (permission !== null) {
      const answer = await consent.ask({ permission, objectId, figure });
      if (!answer.ok) return setProblem(refusalText('permission-missing'));
      if (answer.use !== null) desk.act({ kind: 'recordOverride', use: answer.use });
    }
    const done = desk.act(action, undoText);
    if (done.ok) setOpen(null);
    else setProblem(refusalText(done.refusal.code));
  };
  const discountSheet = (target: 'line' | 'sale'): ReactElement => {
    const base =
      target === 'line' && line
        ? lineBase(line, settled.lines.find(({ lineId }) => lineId === line.lineId)?.extended ?? 0)
        : settled.grossSold;
    const permission = target === 'line' ? 'discount.line' : 'discount.sale';
    return (
      <DiscountSheet
        target={target}
        name={line?.name ?? ''}
        reasons={reasonsFor(permission)}
        problem={problem}
        onClose={() => setOpen(null)}
        onApply={({ kind, value, reasonCode }) => {
          const label = settings.reasons.find(({ code }) => code === reasonCode)?.label ?? '';
          const shared = { discountId: ambient.newId(), reasonCode, label };
          const discount =
            kind === 'amount'
              ? { ...shared, kind, amount: minor(value) }
              : { ...shared, kind, ratePpm: ratePpm(value) };
          const figure = kind === 'percent' ? value : base === 0 ? 1_000_000 : Math.ceil((value * 1_000_000) / base);
          const action: SaleAction =
            target === 'line' && line
              ? { kind: 'addLineDiscount', lineId: line.lineId, discount }
              : { kind: 'addSaleDiscount', discount };
          const objectId = target === 'line' && line ? line.lineId : sale.saleId;
          void attempt({ action, undoText: t('undo.discount'), permission, objectId, figure });
        }}
      />
    );
  };
  const sheet = (): ReactElement | null => {
    if (open === null) return null;
    if (open === 'sale-discount') return discountSheet('sale');
    if (line === undefined) return null;
    switch (open) {
      case 'line-discount':
        return discountSheet('line');
      case 'quantity':
        return (
          <QuantitySheet
            name={line.name}
            unit={line.quantity.unit}
            problem={problem}
            onClose={() => setOpen(null)}
            onApply={(milli) =>
              void attempt({
                action: { kind: 'setQuantity', lineId: line.lineId, milli },
                undoText: t('undo.changed', { name: line.name }),
                permission: null,
                objectId: line.lineId,
                figure: 0,
              })
            }
          />
        );
      case 'price':
        return (
          <PriceSheet
            name={line.name}
            now={line.unitPrice}
            reasons={reasonsFor('price.override')}
            problem={problem}
            onClose={() => setOpen(null)}
            onApply={(unitPrice, reasonCode) =>
              void attempt({
                action: { kind: 'overridePrice', lineId: line.lineId, unitPrice: minor(unitPrice), reasonCode },
                undoText: t('undo.changed', { name: line.name }),
                permission: 'price.override',
                objectId: line.lineId,
                figure: 0,
              })
            }
          />
        );
      case 'void-line':
        return (
          <ReasonSheet
            title={t('void.line-title', { name: line.name })}
            reasons={reasonsFor('line.void')}
            onClose={() => setOpen(null)}
            onPick={(reasonCode) =>
              void attempt({
                action: {
                  kind: 'voidLine',
                  lineId: line.lineId,
                  mark: { reasonCode, staffId: session.staff.staffId, at: ambient.now() },
                },
                undoText: t('undo.voided', { name: line.name }),
                permission: 'line.void',
                objectId: line.lineId,
                figure: 0,
              })
            }
          />
        );
    }
  };
  return { open: show, isOpen: open !== null, sheet: sheet() };
}

function lineBase(line: SaleLine, extended: number): number {
  return line.voided === null ? extended : 0;
}
