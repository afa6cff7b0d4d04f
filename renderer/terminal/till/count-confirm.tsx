import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface CountConfirmProps {
  /** What is about to be committed, minor units for each tender. */
  readonly rows: readonly { readonly kind: string; readonly amount: number }[];
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Closing a shift cannot be undone, so it is asked once, with what was counted and nothing that was expected. */
export function CountConfirm({ rows, isBusy, onClose, onConfirm }: CountConfirmProps): ReactElement {
  const t = useText();
  return (
    <Sheet
      title={t('count.confirm-title')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <>
          <Button size="tall" hint="Esc" onPress={onClose} testId="count-again">
            {t('count.again')}
          </Button>
          <Button
            tone="primary"
            size="tall"
            hint="Enter"
            autoFocus
            isDisabled={isBusy}
            onPress={onConfirm}
            testId="count-confirm"
          >
            {t('count.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <dl className="m-0 text-lg">
          {rows.map(({ kind, amount }) => (
            <div key={kind} className="flex justify-between gap-4 border-b border-line py-2 last:border-0">
              <dt>{t(`tender.kind.${kind}`)}</dt>
              <dd className="m-0 font-semibold">
                <MoneyText minor={amount} testId={`confirm-${kind}`} />
              </dd>
            </div>
          ))}
        </dl>
        <Banner tone="info" title={t('count.confirm-text')} />
      </div>
    </Sheet>
  );
}
