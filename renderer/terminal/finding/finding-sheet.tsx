import { type ReactElement, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

/** What is about to be done with how many findings. */
export interface FindingWish {
  readonly how: 'seen' | 'taken';
  readonly count: number;
}

export interface FindingSheetProps {
  readonly wish: FindingWish;
  readonly problem: string | null;
  readonly onConfirm: (note: string) => void;
  readonly onClose: () => void;
}

/** Asks once, with room for a note: what is settled stands in the record with a name and cannot be taken back. */
export function FindingSheet({ wish, problem, onConfirm, onClose }: FindingSheetProps): ReactElement {
  const t = useText();
  const [note, setNote] = useState('');
  const { how, count } = wish;
  const confirm = (): void => onConfirm(note.trim());
  return (
    <Sheet
      title={t(`finding.confirm.${how}`, { count })}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <Button tone="primary" size="tall" onPress={confirm} testId="finding-confirm">
          {t(how === 'taken' ? 'finding.take' : 'finding.seen')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-[15px]">{t(`finding.confirm-text.${how}`)}</p>
        <Field
          label={t('finding.note')}
          help={t('finding.note-help')}
          value={note}
          onChange={setNote}
          onEnter={confirm}
          autoFocus
          testId="finding-note"
        />
        <Problem text={problem} />
      </div>
    </Sheet>
  );
}
