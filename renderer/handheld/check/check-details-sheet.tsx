import { type ReactElement, useState } from 'react';
import { checkGuestsMax } from '../../../domain/check/check.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Field, withoutControl } from '../../kit/field.tsx';
import { Keypad, pressKey } from '../../kit/keypad.tsx';
import { Problem } from '../../kit/state.tsx';
import { Stepper } from '../../kit/stepper.tsx';
import { useText } from '../../kit/text.tsx';
import { useDigitKeys } from '../app/use-digit-keys.ts';
import type { CheckDetails } from '../engine/check-engine.ts';

/** Longest name of a table, in characters: it has to be read from a step away. */
export const tableCharsMax = 40;
/** Longest note of a check, in characters. */
export const noteCharsMax = 100;

export interface CheckDetailsSheetProps {
  readonly title: string;
  readonly act: string;
  readonly start: CheckDetails;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onApply: (details: CheckDetails) => void;
  readonly onClose: () => void;
}

function GuestsRow({
  guests,
  onGuests,
}: {
  readonly guests: number;
  readonly onGuests: (guests: number) => void;
}): ReactElement {
  const t = useText();
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="text-sm font-medium text-soft">{t('check.guests-label')}</span>
      <Stepper
        text={guests === 0 ? '–' : String(guests)}
        lessLabel={t('check.guests-less')}
        moreLabel={t('check.guests-more')}
        onLess={() => onGuests(Math.max(0, guests - 1))}
        onMore={() => onGuests(Math.min(checkGuestsMax, guests + 1))}
      />
    </div>
  );
}

interface TableFieldProps {
  readonly table: string;
  readonly onTable: (table: string) => void;
  readonly onEnter: () => void;
}

/** The table as large as the number on it. It takes no focus by itself: the phone's keyboard would cover the keypad. */
function TableField({ table, onTable, onEnter }: TableFieldProps): ReactElement {
  const t = useText();
  return (
    <label className="flex flex-col gap-1.5">
      <span className="text-sm font-medium text-soft">{t('check.table-label')}</span>
      <input
        value={table}
        onChange={(event) => onTable(withoutControl(event.target.value))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
        }}
        placeholder={t('check.table-placeholder')}
        enterKeyHint="done"
        autoComplete="off"
        maxLength={tableCharsMax}
        data-testid="check-table"
        className={`min-h-16 w-full rounded-control border border-edge bg-surface px-4 font-semibold outline-none placeholder:text-base placeholder:font-normal placeholder:text-soft focus:border-accent focus:ring-2 focus:ring-accent ${table.length > 10 ? 'text-lg' : 'text-3xl'}`}
      />
    </label>
  );
}

/** Which table, how many guests. Digits are on the keypad at once; a name takes the field. A table may stay empty. */
export function CheckDetailsSheet(props: CheckDetailsSheetProps): ReactElement {
  const { title, act, start, problem, isBusy, onApply, onClose } = props;
  const t = useText();
  const [details, set] = useState(start);
  const change = (over: Partial<CheckDetails>): void => set((now) => ({ ...now, ...over }));
  const key = (pressed: string): void => set((now) => ({ ...now, table: pressKey(now.table, pressed, tableCharsMax) }));
  const apply = (): void => {
    if (!isBusy) onApply({ ...details, table: details.table.trim(), note: details.note.trim() });
  };
  useDigitKeys(key, apply);
  return (
    <BottomSheet
      {...{ title, onClose }}
      closeLabel={t('close')}
      testId="check-details-sheet"
      footer={
        <Button tone="primary" size="giant" wide isDisabled={isBusy} onPress={apply} testId="apply">
          {act}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Problem text={problem} />
        <TableField table={details.table} onTable={(table) => change({ table })} onEnter={apply} />
        <Keypad onKey={key} backLabel={t('keypad.back')} />
        <GuestsRow guests={details.guests} onGuests={(guests) => change({ guests })} />
        <Field
          label={t('check.note-label')}
          value={details.note}
          onChange={(note) => change({ note })}
          onEnter={apply}
          maxLength={noteCharsMax}
          testId="check-note"
        />
      </div>
    </BottomSheet>
  );
}
