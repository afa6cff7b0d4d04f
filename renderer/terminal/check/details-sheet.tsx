import { type ReactElement, useState } from 'react';
import { checkGuestsMax } from '../../../domain/check/check.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';

/** What people say of a check. */
export interface CheckDetails {
  readonly table: string;
  readonly guests: number;
  readonly note: string;
}
export interface DetailsSheetProps {
  /** Null opens a new check. */
  readonly start: CheckDetails | null;
  readonly problem: string | null;
  readonly onSave: (details: CheckDetails) => void;
  readonly onClose: () => void;
}

/** Longest table or note, in characters. */
const detailCharsMax = 60;

/** Guests as they were keyed; null for what is no number of guests. */
export function guestsOf(text: string): number | null {
  if (text.trim() === '') return 0;
  const guests = /^\d{1,3}$/.test(text.trim()) ? Number(text) : null;
  return guests !== null && guests <= checkGuestsMax ? guests : null;
}

/** Table, guests and note of a check, new or open. */
export function DetailsSheet({ start, problem, onSave, onClose }: DetailsSheetProps): ReactElement {
  const t = useText();
  const [table, setTable] = useState(start?.table ?? '');
  const [guestsText, setGuests] = useState(start === null || start.guests === 0 ? '' : String(start.guests));
  const [note, setNote] = useState(start?.note ?? '');
  const guests = guestsOf(guestsText);
  const save = (): void => {
    if (guests !== null) onSave({ table: table.trim(), guests, note: note.trim() });
  };
  const error = guests === null ? t('checks.guests-wrong', { max: checkGuestsMax }) : undefined;
  return (
    <Sheet
      title={t(start === null ? 'checks.new-title' : 'checks.change-title')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <SheetFooter problem={problem}>
          <Button
            tone="primary"
            size="tall"
            hint="Enter"
            isDisabled={guests === null}
            onPress={save}
            testId="save-check"
          >
            {t(start === null ? 'checks.open-it' : 'checks.save')}
          </Button>
        </SheetFooter>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t('checks.field-table')}
          value={table}
          onChange={setTable}
          onEnter={save}
          autoFocus
          maxLength={detailCharsMax}
          testId="check-table"
        />
        <Field
          label={t('checks.field-guests')}
          value={guestsText}
          onChange={setGuests}
          onEnter={save}
          inputMode="numeric"
          maxLength={3}
          error={error}
          testId="check-guests"
        />
        <Field
          label={t('checks.field-note')}
          value={note}
          onChange={setNote}
          onEnter={save}
          maxLength={detailCharsMax}
          testId="check-note"
        />
      </div>
    </Sheet>
  );
}
