import { FileArchive, FolderOpen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { RestoreFacts } from '../../../contracts/backup.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useLanguage, useText } from '../../kit/text.tsx';
import { LostNumbers } from './lost-numbers.tsx';

export interface RestoreAsked {
  readonly path: string;
  readonly passphrase: string;
}
export interface RestoreSheetProps {
  /** What the file holds, once it was opened; null before. */
  readonly found: RestoreFacts | null;
  readonly problem: string | null;
  readonly isBusy: boolean;
  /** Restored: the till starts again and leaves this sheet by itself. */
  readonly isDone?: boolean;
  /** Opens the machine's own dialog; null when nothing was picked. */
  readonly onChoose: (kind: 'folder' | 'backup') => Promise<string | null>;
  readonly onLook: (asked: RestoreAsked) => void;
  readonly onRestore: (asked: RestoreAsked) => void;
  readonly onClose: () => void;
}

function Found({ found }: { readonly found: RestoreFacts }): ReactElement {
  const t = useText();
  const format = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
  const at = format.format(found.takenAt);
  return (
    <div className="flex flex-col gap-3" data-testid="restore-found">
      <Banner tone="ok" title={t('restore.found', { name: found.storeName })} text={t('restore.as-of', { at })} />
      {found.warnings.map((warning) => (
        <Banner key={warning} tone="warn" title={t(`restore.${warning}`)} />
      ))}
      <p className="text-[15px]">{t('restore.handhelds')}</p>
      <LostNumbers {...found} />
    </div>
  );
}

/** A new machine for a shop that was there before: the file, the passphrase, a look, and only then the restore. */
export function RestoreSheet({ found, problem, isBusy, isDone = false, ...props }: RestoreSheetProps): ReactElement {
  const { onChoose, onLook, onRestore, onClose } = props;
  const t = useText();
  const [path, setPath] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const choose = async (kind: 'folder' | 'backup'): Promise<void> => {
    const picked = await onChoose(kind);
    if (picked !== null) setPath(picked);
  };
  const asked = { path: path.trim(), passphrase };
  const isReady = !isBusy && (found !== null || (asked.path !== '' && passphrase !== ''));
  return (
    <Sheet
      title={t('restore.title')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <Button
          tone="primary"
          size="tall"
          isDisabled={!isReady}
          onPress={() => (found === null ? onLook(asked) : onRestore(asked))}
          testId="restore-go"
        >
          {t(isBusy ? 'restore.busy' : found === null ? 'restore.look' : 'restore.run')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {found === null ? (
          <>
            <Field
              label={t('restore.path')}
              help={t('restore.path-help')}
              value={path}
              onChange={setPath}
              autoFocus
              testId="restore-path"
            />
            <div className="flex flex-wrap gap-3">
              <Button icon={<FolderOpen size={18} aria-hidden="true" />} onPress={() => void choose('folder')}>
                {t('restore.choose-folder')}
              </Button>
              <Button icon={<FileArchive size={18} aria-hidden="true" />} onPress={() => void choose('backup')}>
                {t('restore.choose-file')}
              </Button>
            </div>
            <Field
              label={t('backup.passphrase')}
              value={passphrase}
              onChange={setPassphrase}
              maxLength={200}
              testId="restore-passphrase"
            />
          </>
        ) : (
          <Found found={found} />
        )}
        {isDone ? <Banner tone="info" title={t('restore.done')} testId="restore-done" /> : null}
        {problem === null ? null : <Banner tone="bad" title={problem} testId="restore-problem" />}
      </div>
    </Sheet>
  );
}
