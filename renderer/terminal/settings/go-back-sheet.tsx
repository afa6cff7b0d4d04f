import { type ReactElement, useState } from 'react';
import type { BackupEntry, RestoreFacts } from '../../../contracts/backup.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { LostNumbers } from '../store/lost-numbers.tsx';
import { When } from '../store/when.tsx';

export interface GoBackSheetProps {
  readonly entry: BackupEntry;
  /** What the backup holds, once its passphrase opened it; null before. */
  readonly found: RestoreFacts | null;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onLook: (passphrase: string) => void;
  readonly onGoBack: (passphrase: string) => void;
  readonly onClose: () => void;
}

/** What becomes of the store, in the order it happens. */
function Meaning({ entry }: { readonly entry: BackupEntry }): ReactElement {
  const t = useText();
  return (
    <ol className="m-0 flex list-decimal flex-col gap-2 ps-5 text-[15px]">
      <li>{t('go-back.first')}</li>
      <li>
        {t('go-back.then')} <When at={entry.takenAt} />
      </li>
      <li>{t('go-back.handhelds')}</li>
      <li>{t('go-back.again')}</li>
    </ol>
  );
}

function Found({ found }: { readonly found: RestoreFacts }): ReactElement {
  const t = useText();
  return (
    <div className="flex flex-col gap-3" data-testid="go-back-found">
      <Banner tone="ok" title={t('restore.found', { name: found.storeName })} />
      {found.warnings
        .filter((warning) => warning === 'older-than-kept')
        .map((warning) => (
          <Banner key={warning} tone="warn" title={t(`restore.${warning}`)} />
        ))}
      <LostNumbers {...found} />
    </div>
  );
}

/** Back to a backup, guarded: what it means, the passphrase, what is lost, and only then the act. */
export function GoBackSheet(props: GoBackSheetProps): ReactElement {
  const t = useText();
  const { entry, found, problem, isBusy, onLook, onGoBack, onClose } = props;
  const [passphrase, setPassphrase] = useState('');
  const isReady = !isBusy && (found !== null || passphrase !== '');
  return (
    <Sheet
      title={t('go-back.title')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <Button
          tone={found === null ? 'primary' : 'bad'}
          size="tall"
          isDisabled={!isReady}
          onPress={() => (found === null ? onLook(passphrase) : onGoBack(passphrase))}
          testId="go-back-go"
        >
          {t(isBusy ? 'restore.busy' : found === null ? 'restore.look' : 'go-back.run')}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <Meaning entry={entry} />
        {found === null ? (
          <Field
            label={t('backup.passphrase')}
            value={passphrase}
            onChange={setPassphrase}
            onEnter={() => isReady && onLook(passphrase)}
            maxLength={200}
            autoFocus
            testId="go-back-passphrase"
          />
        ) : (
          <Found found={found} />
        )}
        {problem === null ? null : <Banner tone="bad" title={problem} testId="go-back-problem" />}
      </div>
    </Sheet>
  );
}
