import { Check as CheckIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LineId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { type KeyActions, useTillKeys } from '../sale/use-till-keys.ts';
import { When } from '../store/when.tsx';
import { Holder } from './check-holder.tsx';
import type { CheckRow } from './check-list.tsx';

/** An unpaid line of a check as the counter shows it. `addedAt` is UTC epoch ms, `gross` minor units. */
export interface CheckLineRow {
  readonly lineId: LineId;
  readonly name: string;
  readonly quantity: string;
  readonly gross: number;
  readonly addedAt: number;
  readonly served: boolean;
}
/** What can be done with the check now; an act that can not be is absent. */
export interface CheckSheetActs {
  readonly onTake?: (() => void) | undefined;
  readonly onTakeOver?: (() => void) | undefined;
  /** Puts the open sale onto it; absent when there is none. */
  readonly onAdd?: (() => void) | undefined;
  readonly onKeep?: (() => void) | undefined;
  readonly onGiveBack?: (() => void) | undefined;
  readonly onChange?: (() => void) | undefined;
  readonly onCloseCheck?: (() => void) | undefined;
}
export interface CheckSheetProps extends CheckSheetActs {
  readonly row: CheckRow;
  readonly guests: number;
  readonly note: string;
  readonly lines: readonly CheckLineRow[];
  readonly problem: string | null;
  readonly onServe: (lineId: LineId) => void;
  readonly onClose: () => void;
}

/** The acts beside the one that is for most, with their keys. */
const sideActs = [
  { name: 'onChange', key: 'E', text: 'checks.change' },
  { name: 'onKeep', key: 'K', text: 'checks.keep' },
  { name: 'onGiveBack', key: 'K', text: 'checks.give-back' },
  { name: 'onCloseCheck', key: 'X', text: 'checks.close' },
] as const satisfies readonly { readonly name: keyof CheckSheetActs; readonly key: string; readonly text: string }[];

function keysOf(props: CheckSheetProps): KeyActions {
  const keys: Record<string, () => void> = {};
  for (const { name, key } of sideActs) {
    const act = props[name];
    if (act !== undefined) Object.assign(keys, { [key]: act, [key.toLowerCase()]: act });
  }
  const main = mainOf(props);
  if (main !== null) keys['Enter'] = main.act;
  for (const [at, { lineId, served }] of props.lines.entries())
    if (at < 9 && !served) keys[String(at + 1)] = () => props.onServe(lineId);
  return keys;
}

function Line({
  line,
  at,
  onServe,
}: { line: CheckLineRow; at: number } & Pick<CheckSheetProps, 'onServe'>): ReactElement {
  const t = useText();
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-line py-1 last:border-b-0" data-testid="check-line">
      <span className="money w-16 shrink-0 text-end text-soft">{line.quantity}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{line.name}</span>
        <span className="text-[13px] text-soft">
          <When at={line.addedAt} style="time" />
        </span>
      </span>
      {line.served ? (
        <Chip tone="ok">
          <CheckIcon size={14} aria-hidden="true" /> {t('checks.served')}
        </Chip>
      ) : (
        <Button hint={at < 9 ? String(at + 1) : undefined} onPress={() => onServe(line.lineId)} testId="check-serve">
          {t('checks.mark-served')}
        </Button>
      )}
      <MoneyText minor={line.gross} className="w-28 shrink-0 text-end" />
    </li>
  );
}

/** The one act that is for most: what this check waits for. */
const mainActs = [
  { name: 'onTake', text: 'checks.take' },
  { name: 'onAdd', text: 'checks.add' },
  { name: 'onTakeOver', text: 'checks.take-over' },
] as const satisfies readonly { readonly name: keyof CheckSheetActs; readonly text: string }[];

function mainOf(
  acts: CheckSheetActs,
): { readonly name: string; readonly text: string; readonly act: () => void } | null {
  for (const { name, text } of mainActs) {
    const act = acts[name];
    if (act !== undefined) return { name, text, act };
  }
  return null;
}

function Foot(props: CheckSheetProps): ReactElement {
  const t = useText();
  const main = mainOf(props);
  return (
    <SheetFooter problem={props.problem}>
      {main === null ? null : (
        <Button tone="primary" size="tall" hint="Enter" onPress={main.act} testId={`check-${main.name}`}>
          {t(main.text)}
        </Button>
      )}
    </SheetFooter>
  );
}

/** One check with what is unpaid on it, what has been served, and what can be done with it. */
export function CheckSheet(props: CheckSheetProps): ReactElement {
  const t = useText();
  const { row, guests, note, lines, problem, onServe, onClose } = props;
  useTillKeys(keysOf(props));
  return (
    <Sheet
      title={row.table === '' ? t('checks.no-table') : t('checks.table', { table: row.table })}
      closeLabel={t('close')}
      onClose={onClose}
      size="keypad"
      footer={mainOf(props) === null && problem === null ? undefined : <Foot {...props} />}
    >
      <p className="flex flex-wrap items-center gap-x-2 text-[15px] text-soft">
        {row.openedAt === null ? null : <When at={row.openedAt} style="time" />}
        <span>· {row.openedBy}</span>
        {guests === 0 ? null : <span>· {t('checks.guests', { count: guests })}</span>}
        {note === '' ? null : <span className="min-w-0 break-words">· {note}</span>}
      </p>
      {row.holder === null ? null : <Holder holder={row.holder} />}
      <div className="mt-3 flex flex-wrap gap-2">
        {sideActs.map(({ name, key, text }) => {
          const act = props[name];
          return act === undefined ? null : (
            <Button key={name} hint={key} onPress={act} testId={`check-${name}`}>
              {t(text)}
            </Button>
          );
        })}
      </div>
      {lines.length === 0 ? (
        <p className="mt-4 text-[15px] text-soft">{t('checks.empty')}</p>
      ) : (
        <ul className="m-0 mt-3 list-none border-t border-line p-0">
          {lines.map((line, at) => (
            <Line key={line.lineId} line={line} at={at} onServe={onServe} />
          ))}
        </ul>
      )}
      <p className="mt-3 flex items-baseline justify-end gap-4 text-lg font-semibold">
        <MoneyText minor={row.total} />
      </p>
    </Sheet>
  );
}
