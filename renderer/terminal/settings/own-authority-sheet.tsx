import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner, Problem } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface OwnAuthoritySheetProps {
  readonly problem: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Back to the store's own certificate: the name changes, so every handheld is paired again. Asked once. */
export function OwnAuthoritySheet({ problem, onConfirm, onClose }: OwnAuthoritySheetProps): ReactElement {
  const t = useText();
  return (
    <Sheet
      title={t('certificate.back-to-authority')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <Button tone="bad" size="tall" onPress={onConfirm} testId="own-authority-confirm">
          {t('certificate.back-to-authority')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warn" title={t('certificate.pair-again')} text={t('certificate.pair-again-text')} />
        <Problem text={problem} />
      </div>
    </Sheet>
  );
}
