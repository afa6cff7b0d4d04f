import { type ReactElement, useState } from 'react';
import type { ListedCheck } from '../../../contracts/check.ts';
import { unpaidLines } from '../../../domain/check/check.ts';
import type { CheckId, LineId } from '../../../domain/id.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { quantityLabel } from '../sale/quantity-label.ts';
import { ReasonSheet } from '../sale/reason-sheet.tsx';
import { useStoreMoney } from '../store/store-text.tsx';
import { actOnCheck, addToCheck, changeCheck, closeCheck, openCheck, serveLine, type WholeAct } from './check-acts.ts';
import { CheckList, type CheckRow, mayTake } from './check-list.tsx';
import { type CheckLineRow, CheckSheet, type CheckSheetActs } from './check-sheet.tsx';
import { type CheckDetails, DetailsSheet } from './details-sheet.tsx';
import { TakeOverSheet } from './take-over-sheet.tsx';
import { rowOf, takeCheck, useListedChecks } from './use-checks.ts';

/** Reason of a check that is closed where the store has none to choose from. */
const noReason = 'closed';

type Shown =
  | { readonly at: 'new' }
  | { readonly at: 'check'; readonly checkId: CheckId }
  | { readonly at: 'change'; readonly checkId: CheckId }
  | { readonly at: 'close'; readonly checkId: CheckId }
  | { readonly at: 'take-over'; readonly checkId: CheckId };

export interface CheckDeskWays {
  /** A check is in the sale now, or the sale is on a check: the counter goes back to selling. */
  readonly onDone: (told: string | null) => void;
  readonly onRefused: (code: string) => void;
}
export interface CheckDesk {
  /** Null when no check is open. */
  readonly list: ReactElement | null;
  readonly sheet: ReactElement | null;
  readonly openNew: () => void;
}

/** Open checks at the counter: the list, one check with its lines, and everything a person does with it (CH30 … CH36). */
export function useCheckDesk({ onDone, onRefused }: CheckDeskWays): CheckDesk {
  const terminal = useTerminal();
  const { session } = terminal;
  const checks = useListedChecks();
  const [shown, setShown] = useState<Shown | null>(null);
  const mayTakeOver = answerFor(session.permissions, 'check.transfer', 0) === 'allow';
  const take = async (checkId: CheckId): Promise<void> => {
    const refused = await takeCheck(terminal, checkId).catch(refusalCodeOf);
    if (refused === null) onDone(null);
    else onRefused(refused);
  };
  const rows = checks.map((listed) => rowOf(listed, terminal));
  const listed =
    shown === null || shown.at === 'new' ? undefined : checks.find(({ check }) => check.checkId === shown.checkId);
  const list = (
    <CheckList
      rows={rows}
      onTake={(checkId) => void take(checkId)}
      onTakeOver={mayTakeOver ? (checkId) => setShown({ at: 'take-over', checkId }) : undefined}
      onShow={(checkId) => setShown({ at: 'check', checkId })}
    />
  );
  const sheet = shown === null ? null : <OpenSheet {...{ shown, listed, show: setShown, onDone, take, mayTakeOver }} />;
  return { list: rows.length === 0 ? null : list, sheet, openNew: () => setShown({ at: 'new' }) };
}

interface OpenSheetProps {
  readonly shown: Shown;
  /** Undefined for a new check, and for one that is paid or closed by now. */
  readonly listed: ListedCheck | undefined;
  readonly show: (shown: Shown | null) => void;
  readonly onDone: CheckDeskWays['onDone'];
  readonly take: (checkId: CheckId) => Promise<void>;
  readonly mayTakeOver: boolean;
}

function OpenSheet({ shown, listed, ...props }: OpenSheetProps): ReactElement | null {
  if (shown.at === 'new' || (shown.at === 'change' && listed !== undefined))
    return <Details listed={listed ?? null} show={props.show} />;
  if (listed === undefined) return null;
  if (shown.at === 'take-over') return <TakingOver listed={listed} {...props} />;
  return shown.at === 'close' ? <Closing listed={listed} {...props} /> : <OneCheck listed={listed} {...props} />;
}

/** Does something, says what is wrong beside it, and lets no second press through meanwhile. */
function useAttempt(): {
  readonly problem: string | null;
  readonly attempt: (work: () => Promise<string | null>, then: () => void) => void;
} {
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = (work: () => Promise<string | null>, then: () => void): void => {
    if (isBusy) return;
    setBusy(true);
    void work()
      .then((refused) => {
        setProblem(refused === null ? null : refusalText(refused));
        if (refused === null) then();
      })
      .finally(() => setBusy(false));
  };
  return { problem, attempt };
}

function Details({
  listed,
  show,
}: { readonly listed: ListedCheck | null } & Pick<OpenSheetProps, 'show'>): ReactElement {
  const terminal = useTerminal();
  const { problem, attempt } = useAttempt();
  const back = (): void => show(listed === null ? null : { at: 'check', checkId: listed.check.checkId });
  const save = (after: CheckDetails): void => {
    const work = () =>
      listed === null
        ? openCheck(terminal, after)
        : changeCheck(terminal, { checkId: listed.check.checkId, before: listed.check, after });
    attempt(work, back);
  };
  return <DetailsSheet start={listed?.check ?? null} problem={problem} onSave={save} onClose={back} />;
}

type OneProps = Omit<OpenSheetProps, 'shown' | 'listed'> & { readonly listed: ListedCheck };

function Closing({ listed, show, onDone }: OneProps): ReactElement {
  const terminal = useTerminal();
  const t = useText();
  const { problem, attempt } = useAttempt();
  const { checkId } = listed.check;
  const reasons = terminal.settings.reasons.filter((reason) => reason.for.includes('sale.void'));
  return (
    <ReasonSheet
      title={t('checks.close-title')}
      text={problem ?? t('checks.close-text')}
      reasons={reasons.length === 0 ? [{ code: noReason, label: t('checks.close'), for: [] }] : reasons}
      onPick={(code) =>
        attempt(
          () => closeCheck(terminal, checkId, code),
          () => onDone(t('checks.closed')),
        )
      }
      onClose={() => show({ at: 'check', checkId })}
    />
  );
}

/** The hub gives the check to this counter first, then it comes into the sale (CH38). */
function TakingOver({ listed, show, take }: OneProps): ReactElement {
  const terminal = useTerminal();
  const { problem, attempt } = useAttempt();
  const { checkId } = listed.check;
  const confirm = (): void =>
    attempt(
      () => actOnCheck(terminal, checkId, 'transferred'),
      () => {
        show(null);
        void take(checkId);
      },
    );
  return (
    <TakeOverSheet row={rowOf(listed, terminal)} problem={problem} onConfirm={confirm} onClose={() => show(null)} />
  );
}

function OneCheck({ listed, show, onDone, take, mayTakeOver }: OneProps): ReactElement {
  const terminal = useTerminal();
  const t = useText();
  const { problem, attempt } = useAttempt();
  const { check } = listed;
  const { checkId } = check;
  const row = rowOf(listed, terminal);
  const lines = useLineRows(listed);
  const whole = (act: WholeAct) => () =>
    attempt(
      () => actOnCheck(terminal, checkId, act),
      () => undefined,
    );
  const acts = actsOf(
    row,
    { hasSale: !terminal.desk.isEmpty, isEmpty: lines.length === 0 },
    {
      onTake: () => void take(checkId),
      onTakeOver: mayTakeOver ? () => show({ at: 'take-over', checkId }) : undefined,
      onAdd: () =>
        attempt(
          () => addToCheck(terminal, checkId),
          () => onDone(t('checks.added')),
        ),
      onKeep: whole('checked-out'),
      onGiveBack: whole('released'),
      onChange: () => show({ at: 'change', checkId }),
      onCloseCheck: () => show({ at: 'close', checkId }),
    },
  );
  const serve = (lineId: LineId): void => {
    const line = check.lines.find((each) => each.line.lineId === lineId)?.line;
    if (line !== undefined)
      attempt(
        () => serveLine(terminal, checkId, line),
        () => undefined,
      );
  };
  const { guests, note } = check;
  return <CheckSheet {...{ row, guests, note, lines, problem }} {...acts} onServe={serve} onClose={() => show(null)} />;
}

/** Which acts are offered: none that the hub would refuse for a reason that is in sight. */
function actsOf(
  row: CheckRow,
  { hasSale, isEmpty }: { readonly hasSale: boolean; readonly isEmpty: boolean },
  all: CheckSheetActs,
): CheckSheetActs {
  const { onChange } = all;
  if (!mayTake(row)) return { onChange, onTakeOver: row.holder?.kind === 'checked-out' ? all.onTakeOver : undefined };
  const held = row.holder === null ? { onKeep: all.onKeep } : { onGiveBack: all.onGiveBack };
  return {
    ...{ onChange, ...held },
    onTake: isEmpty || hasSale ? undefined : all.onTake,
    onAdd: hasSale ? all.onAdd : undefined,
    onCloseCheck: isEmpty ? all.onCloseCheck : undefined,
  };
}

/** Unpaid lines in the order they were keyed, with what each comes to. */
function useLineRows({ check }: ListedCheck): readonly CheckLineRow[] {
  const { desk } = useTerminal();
  const { format } = useStoreMoney();
  const unpaid = [...unpaidLines(check)].sort((a, b) => a.added.at - b.added.at);
  const sale = { ...desk.state().sale, lines: unpaid.map(({ line }) => line), discounts: [], taxExempt: null };
  const grossOf = new Map(settleSale(sale, desk.policy).lines.map(({ lineId, gross }) => [lineId, gross]));
  return unpaid.map(({ line, added, served }) => ({
    ...{ lineId: line.lineId, name: line.name, addedAt: added.at, served },
    quantity: quantityLabel(line.quantity, format.decimal),
    gross: grossOf.get(line.lineId) ?? 0,
  }));
}
