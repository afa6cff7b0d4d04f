import { type ReactElement, useState } from 'react';
import type { LineId } from '../../../domain/id.ts';
import { minor, ratePpm } from '../../../domain/money/minor.ts';
import type { Discount, SaleLine } from '../../../domain/sale/sale.ts';
import type { SaleAction } from '../../../domain/sale/sale-action.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { Reason } from '../../../domain/store/store-settings.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import type { OverrideAbout } from '../staff/override-sheet.tsx';
import type { Consent } from '../staff/use-consent.tsx';
import { DiscountSheet, PriceSheet } from './amount-sheets.tsx';
import { MeasuredQuantity } from './measured-quantity.tsx';
import { ReasonSheet } from './reason-sheet.tsx';

type What = 'quantity' | 'line-discount' | 'sale-discount' | 'price' | 'void-line';
/** An open sheet and the line it was opened for: a scan that comes meanwhile chooses another line, not this sheet's. */
interface Opened {
  readonly what: What;
  readonly lineId: LineId | null;
}
export interface LineEdits {
  readonly open: (what: What) => void;
  readonly isOpen: boolean;
  readonly sheet: ReactElement | null;
}
/** One change, what it is called when it is undone, and what it needs of whoever does it. */
interface Attempt {
  readonly action: SaleAction;
  readonly undoText: string;
  readonly permission: Permission | null;
  readonly objectId: string;
  readonly figure: number;
  readonly about?: OverrideAbout;
}
interface SheetProps {
  readonly problem: string | null;
  readonly attempt: (attempt: Attempt) => Promise<void>;
  readonly onClose: () => void;
}
interface LineSheetProps extends SheetProps {
  readonly line: SaleLine;
}

function useReasons(permission: Permission): readonly Reason[] {
  return useTerminal().settings.reasons.filter((reason) => reason.for.includes(permission));
}

/** A discount as a share of what it is taken from, ppm: what a role's limit is measured against. */
function shareOf(discount: Discount, base: number): number {
  if (discount.kind === 'percent') return discount.ratePpm;
  return base === 0 ? 1_000_000 : Math.ceil((discount.amount * 1_000_000) / base);
}

function DiscountEdit({
  line,
  problem,
  attempt,
  onClose,
}: SheetProps & { readonly line: SaleLine | null }): ReactElement {
  const { desk, ambient } = useTerminal();
  const t = useText();
  const permission = line === null ? 'discount.sale' : 'discount.line';
  const reasons = useReasons(permission);
  const { sale, settled } = desk.state();
  const base =
    line === null ? settled.grossSold : (settled.lines.find(({ lineId }) => lineId === line.lineId)?.extended ?? 0);
  const apply = (given: { kind: 'amount' | 'percent'; value: number; reasonCode: string }): void => {
    const { kind, value, reasonCode } = given;
    const label = reasons.find(({ code }) => code === reasonCode)?.label ?? '';
    const shared = { discountId: ambient.newId(), reasonCode, label };
    const discount: Discount =
      kind === 'amount' ? { ...shared, kind, amount: minor(value) } : { ...shared, kind, ratePpm: ratePpm(value) };
    const action: SaleAction =
      line === null
        ? { kind: 'addSaleDiscount', discount }
        : { kind: 'addLineDiscount', lineId: line.lineId, discount };
    const objectId = line?.lineId ?? sale.saleId;
    const about = { name: line?.name ?? '', figure: discount };
    void attempt({
      action,
      undoText: t('undo.discount'),
      permission,
      objectId,
      figure: shareOf(discount, base),
      about,
    });
  };
  return (
    <DiscountSheet
      target={line === null ? 'sale' : 'line'}
      name={line?.name ?? ''}
      reasons={reasons}
      problem={problem}
      onApply={apply}
      onClose={onClose}
    />
  );
}

function QuantityEdit({ line, problem, attempt, onClose }: LineSheetProps): ReactElement {
  const t = useText();
  const undoText = t('undo.changed', { name: line.name });
  const apply = (milli: number): void =>
    void attempt({
      action: { kind: 'setQuantity', lineId: line.lineId, milli },
      undoText,
      permission: null,
      objectId: line.lineId,
      figure: 0,
    });
  return <MeasuredQuantity name={line.name} unit={line.quantity.unit} {...{ problem, onClose }} onApply={apply} />;
}

function PriceEdit({ line, problem, attempt, onClose }: LineSheetProps): ReactElement {
  const t = useText();
  const reasons = useReasons('price.override');
  const undoText = t('undo.changed', { name: line.name });
  const apply = (unitPrice: number, reasonCode: string): void => {
    const action: SaleAction = { kind: 'overridePrice', lineId: line.lineId, unitPrice: minor(unitPrice), reasonCode };
    void attempt({ action, undoText, permission: 'price.override', objectId: line.lineId, figure: 0 });
  };
  return (
    <PriceSheet
      name={line.name}
      now={line.unitPrice}
      reasons={reasons}
      problem={problem}
      onApply={apply}
      onClose={onClose}
    />
  );
}

function VoidEdit({ line, attempt, onClose }: LineSheetProps): ReactElement {
  const { session, ambient } = useTerminal();
  const t = useText();
  const reasons = useReasons('line.void');
  const undoText = t('undo.voided', { name: line.name });
  const pick = (reasonCode: string): void => {
    const mark = { reasonCode, staffId: session.staff.staffId, at: ambient.now() };
    void attempt({
      action: { kind: 'voidLine', lineId: line.lineId, mark },
      undoText,
      permission: 'line.void',
      objectId: line.lineId,
      figure: 0,
    });
  };
  return (
    <ReasonSheet title={t('void.line-title', { name: line.name })} reasons={reasons} onPick={pick} onClose={onClose} />
  );
}

const lineSheets = {
  'line-discount': DiscountEdit,
  quantity: QuantityEdit,
  price: PriceEdit,
  'void-line': VoidEdit,
} as const;

/** The sheets that change the chosen line or the whole sale, with consent where the role is not enough. */
export function useLineEdits(consent: Consent): LineEdits {
  const { desk } = useTerminal();
  const refusalText = useRefusalText();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { sale } = desk.state();
  const line = sale.lines.find((each) => each.lineId === opened?.lineId && each.voided === null);
  const open = (next: What): void => {
    const { sale: now, selectedLineId: chosen } = desk.state();
    const hasLine = now.lines.some((each) => each.lineId === chosen && each.voided === null);
    if (next === 'sale-discount' ? desk.isEmpty : !hasLine) return;
    setProblem(null);
    setOpened({ what: next, lineId: chosen });
  };
  const attempt = async ({ action, undoText, permission, ...asked }: Attempt): Promise<void> => {
    const answer = permission === null ? { ok: true as const, use: null } : await consent.ask({ permission, ...asked });
    if (!answer.ok) return setProblem(refusalText('permission-missing'));
    if (answer.use !== null) desk.act({ kind: 'recordOverride', use: answer.use });
    const done = desk.act(action, undoText);
    if (done.ok) setOpened(null);
    else setProblem(refusalText(done.refusal.code));
  };
  const shared = { problem, attempt, onClose: () => setOpened(null) };
  const sheet = (): ReactElement | null => {
    if (opened === null || consent.sheet !== null) return null;
    const { what } = opened;
    if (what === 'sale-discount') return <DiscountEdit {...shared} line={null} />;
    const Sheet = lineSheets[what];
    return line === undefined ? null : <Sheet {...shared} line={line} />;
  };
  return { open, isOpen: opened !== null, sheet: sheet() };
}
