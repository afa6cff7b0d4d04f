import { BadgeCheck, FileDown, Globe, Undo2 } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { CertificateFacts, NetworkStatus, ShownCertificate } from '../../../contracts/network.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner, Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** What is known of the network and its certificates. */
export interface NetworkFacts {
  readonly status: NetworkStatus;
  readonly certificates: CertificateFacts;
  /** Handhelds that are still one of ours: name and code. */
  readonly devices: readonly { readonly name: string; readonly deviceCode: string }[];
}
export type NetworkWish = 'own-domain' | 'own-authority' | 'fleet' | 'save-certificate' | 'save-profile';

/** A fingerprint as people compare it: capitals in groups of four, as phones show them. */
export function groupedFingerprint(fingerprint: string): string {
  return (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="flex justify-between gap-6 border-b border-line py-2 last:border-0">
      <dt className="shrink-0 text-soft">{label}</dt>
      <dd className="money selectable m-0 min-w-0 text-end break-words">{children}</dd>
    </div>
  );
}

function Fingerprint({ certificate }: { readonly certificate: ShownCertificate }): ReactElement {
  const t = useText();
  return (
    <div className="mt-4">
      <p className="mb-1 text-[13px] text-soft">{t('certificate.fingerprint')}</p>
      <code
        className="block select-text rounded-control bg-sunken px-4 py-3 font-mono text-[15px] leading-7 break-words"
        data-testid="fingerprint"
      >
        {groupedFingerprint(certificate.fingerprint)}
      </code>
    </div>
  );
}

/** Where handhelds find the store, and what is wrong with it. */
function Place({ status, certificates }: NetworkFacts): ReactElement {
  const t = useText();
  const isOn = status.state === 'on';
  const tone = isOn ? 'ok' : status.state === 'off' ? 'idle' : 'bad';
  return (
    <Card title={t('certificate.place')}>
      <div className="flex flex-col gap-3">
        {status.problems.map((code) => (
          <Banner
            key={code}
            tone={isOn ? 'warn' : 'bad'}
            title={t(`network.${code}`)}
            text={t(`network.${code}-step`)}
            testId={`certificate-${code}`}
          />
        ))}
        <dl className="m-0 text-[15px]">
          <Fact label={t('certificate.state')}>
            <Chip tone={tone}>{t(`certificate.state-${status.state}`)}</Chip>
          </Fact>
          <Fact label={t('certificate.origin')}>{status.origin ?? `https://${certificates.hubName}`}</Fact>
          <Fact label={t('certificate.addresses')}>{status.addresses.join(', ') || '–'}</Fact>
        </dl>
      </div>
    </Card>
  );
}

/** What the hub serves with now, and who renews it. */
function Served({ served, renewsAt, ownDomain }: CertificateFacts): ReactElement {
  const t = useText();
  if (served === null)
    return (
      <Card title={t('certificate.served')}>
        <p className="text-[15px] text-soft">{t('certificate.none-served')}</p>
      </Card>
    );
  return (
    <Card title={t('certificate.served')}>
      <dl className="m-0 text-[15px]">
        <Fact label={t('certificate.issuer')}>{served.issuer}</Fact>
        <Fact label={t('certificate.names')}>{served.names.join(', ')}</Fact>
        <Fact label={t('certificate.until')}>
          <When at={served.notAfter} />
        </Fact>
        <Fact label={t('certificate.renewal')}>
          {renewsAt === null ? t('certificate.renew-files') : <When at={renewsAt} />}
        </Fact>
        {ownDomain === null ? null : <Fact label={t('certificate.file')}>{ownDomain.certificateFile}</Fact>}
      </dl>
      {renewsAt === null ? null : <p className="mt-3 text-[13px] text-soft">{t('certificate.renews-itself')}</p>}
    </Card>
  );
}

interface AuthorityProps extends NetworkFacts {
  readonly onNetwork: (wish: NetworkWish) => void;
}

/** What devices were made to trust, to be compared with what a phone shows, and to be given out. */
function Authority({ certificates, devices, onNetwork }: AuthorityProps): ReactElement {
  const t = useText();
  const { authority } = certificates;
  const names = devices.map(({ name, deviceCode }) => `${name} (${deviceCode})`).join(', ');
  return (
    <Card title={t('certificate.authority')}>
      <p className="mb-3 max-w-2xl text-[15px] text-soft">{t('certificate.authority-text')}</p>
      <dl className="m-0 text-[15px]">
        <Fact label={t('certificate.name')}>{authority.subject}</Fact>
        <Fact label={t('certificate.until')}>
          <When at={authority.notAfter} />
        </Fact>
        <Fact label={t('certificate.trusted-by')}>
          {devices.length === 0 ? t('certificate.no-devices') : `${devices.length}: ${names}`}
        </Fact>
      </dl>
      <Fingerprint certificate={authority} />
      <p className="mt-4 mb-3 max-w-2xl text-[15px] text-soft">{t('certificate.managed')}</p>
      <div className="flex flex-wrap gap-3">
        <Button
          icon={<FileDown size={18} aria-hidden="true" />}
          onPress={() => onNetwork('save-profile')}
          testId="save-profile"
        >
          {t('certificate.save-profile')}
        </Button>
        <Button
          icon={<FileDown size={18} aria-hidden="true" />}
          onPress={() => onNetwork('save-certificate')}
          testId="save-certificate"
        >
          {t('certificate.save-certificate')}
        </Button>
      </div>
    </Card>
  );
}

function OwnDomain({ network, onNetwork, canEdit }: SettingsViewProps): ReactElement {
  const t = useText();
  const ownDomain = network?.certificates.ownDomain ?? null;
  return (
    <Card title={t('certificate.own-domain')}>
      <p className="mb-4 max-w-2xl text-[15px] text-soft">{t('certificate.own-domain-text')}</p>
      <div className="flex flex-wrap gap-3">
        <Button
          icon={<Globe size={18} aria-hidden="true" />}
          isDisabled={!canEdit}
          onPress={() => onNetwork('own-domain')}
          testId="own-domain"
        >
          {t(ownDomain === null ? 'certificate.use-own' : 'certificate.change-own')}
        </Button>
        {ownDomain === null ? null : (
          <Button
            icon={<Undo2 size={18} aria-hidden="true" />}
            isDisabled={!canEdit}
            onPress={() => onNetwork('own-authority')}
            testId="own-authority"
          >
            {t('certificate.back-to-authority')}
          </Button>
        )}
      </div>
    </Card>
  );
}

/** Where handhelds find the store, by which certificate they know it, who vouches for it, and until when. */
export function NetworkTab(props: SettingsViewProps): ReactElement {
  const t = useText();
  const { network, onNetwork, canFleet } = props;
  return (
    <>
      {network === null ? null : (
        <>
          <Place {...network} />
          <Served {...network.certificates} />
          <Authority {...network} onNetwork={onNetwork} />
        </>
      )}
      <OwnDomain {...props} />
      {canFleet ? (
        <div>
          <Button
            icon={<BadgeCheck size={18} aria-hidden="true" />}
            onPress={() => onNetwork('fleet')}
            testId="network-fleet"
          >
            {t('settings.fleet-open')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
