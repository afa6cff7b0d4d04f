import { FolderOpen } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { OwnDomainCheck } from '../../../contracts/network.ts';
import type { OwnDomain } from '../../../domain/store/network-settings.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';

export interface OwnDomainSheetProps {
  readonly start: OwnDomain | null;
  /** What the last look at these files found; null before the first one and after a change. */
  readonly check: OwnDomainCheck | null;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onChoose: () => Promise<string | null>;
  readonly onChange: () => void;
  readonly onCheck: (ownDomain: OwnDomain) => void;
  readonly onUse: (ownDomain: OwnDomain) => void;
  readonly onClose: () => void;
}

const none: OwnDomain = { host: '', certificateFile: '', keyFile: '' };

interface FileFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly onChoose: () => Promise<string | null>;
  readonly testId: string;
}

/** A path that is typed, pasted or picked. */
function FileField({ label, value, onChange, onChoose, testId }: FileFieldProps): ReactElement {
  const t = useText();
  const choose = async (): Promise<void> => {
    const picked = await onChoose();
    if (picked !== null) onChange(picked);
  };
  return (
    <div className="flex items-end gap-3">
      <Field {...{ label, value, onChange, testId }} maxLength={1_000} />
      <span className="shrink-0">
        <Button icon={<FolderOpen size={18} aria-hidden="true" />} onPress={() => void choose()}>
          {t('backup.choose-folder')}
        </Button>
      </span>
    </div>
  );
}

interface FoundProps {
  readonly check: OwnDomainCheck;
  /** Does the name handhelds use change with it? */
  readonly isNewName: boolean;
}

function Found({ check, isNewName }: FoundProps): ReactElement {
  const t = useText();
  const { problem, certificate, endsSoon } = check;
  if (problem !== null || certificate === null) {
    const code = problem ?? 'own-file-unreadable';
    return (
      <Banner tone="bad" title={t(`network.${code}`)} text={t(`network.${code}-step`)} testId="own-domain-refused" />
    );
  }
  return (
    <div className="flex flex-col gap-3" data-testid="own-domain-found">
      <Banner tone="ok" title={t('certificate.fits')} text={t('certificate.by', { issuer: certificate.issuer })} />
      <p className="text-[15px]">
        {t('certificate.until')}: <When at={certificate.notAfter} />
      </p>
      {endsSoon ? (
        <Banner tone="warn" title={t('network.own-ends-soon')} text={t('network.own-ends-soon-step')} />
      ) : null}
      {isNewName ? (
        <Banner tone="warn" title={t('certificate.pair-again')} text={t('certificate.pair-again-text')} />
      ) : null}
    </div>
  );
}

/** A certificate of an own domain: looked at by the hub first, and used only when everything fits. */
export function OwnDomainSheet(props: OwnDomainSheetProps): ReactElement {
  const t = useText();
  const { check, problem, isBusy, onChoose, onChange, onClose } = props;
  const [draft, setDraft] = useState<OwnDomain>(props.start ?? none);
  const change = (part: Partial<OwnDomain>): void => {
    setDraft((now) => ({ ...now, ...part }));
    onChange();
  };
  const host = draft.host.trim().toLowerCase();
  const asked = { host, certificateFile: draft.certificateFile.trim(), keyFile: draft.keyFile.trim() };
  const isFilled = Object.values(asked).every((text) => text !== '');
  const isGood = check !== null && check.problem === null;
  return (
    <Sheet
      title={t('certificate.own-domain')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <Button
          tone="primary"
          size="tall"
          isDisabled={isBusy || !isFilled}
          onPress={() => (isGood ? props.onUse(asked) : props.onCheck(asked))}
          testId="own-domain-go"
        >
          {t(isBusy ? 'restore.busy' : isGood ? 'certificate.use' : 'certificate.check')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t('certificate.domain')}
          help={t('certificate.domain-help')}
          value={draft.host}
          onChange={(value) => change({ host: value })}
          maxLength={253}
          autoFocus
          testId="own-domain-host"
        />
        <FileField
          label={t('certificate.file')}
          value={draft.certificateFile}
          onChange={(certificateFile) => change({ certificateFile })}
          onChoose={onChoose}
          testId="own-domain-certificate"
        />
        <FileField
          label={t('certificate.key-file')}
          value={draft.keyFile}
          onChange={(keyFile) => change({ keyFile })}
          onChoose={onChoose}
          testId="own-domain-key"
        />
        <p className="text-[13px] text-soft">{t('certificate.files-help')}</p>
        {check === null ? null : <Found check={check} isNewName={props.start?.host !== host} />}
        {problem === null ? null : <Banner tone="bad" title={problem} testId="own-domain-problem" />}
      </div>
    </Sheet>
  );
}
