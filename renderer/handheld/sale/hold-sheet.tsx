import { type ReactElement, useState } from 'react';
import type { CheckId } from '../../../domain/id.ts';
import { BottomSheet } from '../../kit/bottom-sheet.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { useNow } from '../app/use-now.ts';
import { When } from '../app/when.tsx';
import { checkName } from '../check/check-name.ts';
import type { CheckView } from '../engine/check-engine.ts';

export interface HoldSheetProps {
  readonly isOffline: boolean;
  /** Open checks the goods could go onto, in the order they are shown. */
  readonly tables: readonly CheckView[];
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onTable: (checkId: CheckId) => void;
  readonly onNewTable: () => void;
  readonly onHold: (label: string) => void;
  readonly onClose: () => void;
}

const pill = 'min-h-11 max-w-full cursor-pointer truncate rounded-full border px-4 text-[15px] font-medium';

/** Goods for a table go onto its check, where others add to them; a sale on hold stays one person's. */
function Tables({ tables, isBusy, onTable, onNewTable }: HoldSheetProps): ReactElement {
  const t = useText();
  const now = useNow(60_000);
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-2 border-0 p-0" disabled={isBusy}>
      <legend className="mb-2 p-0 text-sm font-medium text-soft">{t('hold.table')}</legend>
      <div className="flex max-h-44 flex-wrap gap-2 overflow-auto">
        <button
          type="button"
          onClick={onNewTable}
          data-testid="hold-new-table"
          className={`${pill} border-dashed border-edge`}
        >
          {t('check.new')}
        </button>
        {tables.map(({ checkId, table, openedAt, ofTable, addBarred }) => (
          <button
            key={checkId}
            type="button"
            disabled={addBarred !== null}
            onClick={() => onTable(checkId)}
            data-testid="hold-table"
            className={`${pill} border-line bg-surface disabled:cursor-not-allowed disabled:bg-raised disabled:text-soft`}
          >
            {checkName(t, table)}
            {openedAt === null || (ofTable === 1 && table !== '') ? null : (
              <>
                {' · '}
                <When at={openedAt} now={now} />
              </>
            )}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Puts the sale aside under a name everybody finds it by: a table, a person. */
export function HoldSheet(props: HoldSheetProps): ReactElement {
  const { isOffline, problem, isBusy, onHold, onClose } = props;
  const t = useText();
  const [label, setLabel] = useState('');
  return (
    <BottomSheet
      title={t('hold.title')}
      closeLabel={t('close')}
      onClose={onClose}
      testId="hold-sheet"
      footer={
        <Button
          tone="primary"
          size="giant"
          wide
          isDisabled={isBusy}
          onPress={() => onHold(label.trim())}
          testId="hold-apply"
        >
          {t('hold.apply')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label={t('hold.label')}
          value={label}
          onChange={setLabel}
          onEnter={() => onHold(label.trim())}
          maxLength={40}
          testId="hold-label"
        />
        <p className="text-[15px] text-soft">{t(isOffline ? 'hold.offline' : 'hold.shared')}</p>
        <Problem text={problem} />
        <Tables {...props} />
      </div>
    </BottomSheet>
  );
}
