import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="flex justify-between gap-6 border-b border-line py-2 last:border-0">
      <dt className="text-soft">{label}</dt>
      <dd className="money selectable m-0 min-w-0 truncate">{children}</dd>
    </div>
  );
}

/** What the machine knows about the record, and the check of all of it. */
export function RecordTab({ info, verify, isVerifying, onVerify }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.data')}>
      {info === null ? null : (
        <dl className="m-0 text-[15px]">
          <Fact label={t('settings.encryption')}>{t(info.encrypted ? 'settings.encrypted' : 'settings.plain')}</Fact>
          <Fact label={t('settings.key')}>
            <span data-testid="key-storage">{t(`settings.key-${info.keyStorage}`)}</span>
          </Fact>
          <Fact label={t('settings.ops')}>{t('settings.number', { count: info.counts.ops })}</Fact>
          <Fact label={t('settings.sales')}>{t('settings.number', { count: info.counts.sales })}</Fact>
          <Fact label={t('settings.size')}>
            {t('settings.megabytes', { count: Math.round(info.fileBytes.database / 104_857.6) / 10 })}
          </Fact>
          <Fact label={t('settings.chain')}>{`${info.chainHead.no} · ${info.chainHead.hash.slice(0, 16)}`}</Fact>
          <Fact label={t('settings.version')}>{info.version}</Fact>
        </dl>
      )}
      <div className="mt-5 flex flex-col gap-3">
        {verify === null ? null : (
          <Banner
            tone={verify.ok ? 'ok' : 'bad'}
            title={
              verify.ok
                ? t('settings.verified', { count: verify.ops })
                : t('settings.broken', { no: verify.brokenNo ?? 0 })
            }
            text={verify.ok ? '' : verify.problem}
            testId="verify-result"
          />
        )}
        <div>
          <Button isDisabled={isVerifying} onPress={onVerify} testId="verify">
            {t(isVerifying ? 'settings.verifying' : 'settings.verify')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
