import { Plus, Search } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { DeviceFind, DeviceSuggestion } from '../../../contracts/device-ask.ts';
import type { FoundDevice } from '../../../contracts/device-discovery.ts';
import { plainHost } from '../../../domain/device/network-host.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner, Chip, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** Where receipt printers listen on a network. */
const printerPort = 9100;
const portMax = 65_535;

export interface FindViewProps {
  /** Null while the search is under way. */
  readonly found: DeviceFind | null;
  readonly problem: string | null;
  readonly onUse: (device: FoundDevice, suggestion: DeviceSuggestion | null) => void;
  readonly onAddress: (host: string, port: number) => void;
  /** A printer or scale on the screen, for trying things out. */
  readonly onVirtual: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function FoundRow({
  device,
  suggestion,
  onUse,
}: {
  readonly device: FoundDevice;
  readonly suggestion: DeviceSuggestion | null;
  readonly onUse: FindViewProps['onUse'];
}): ReactElement {
  const t = useText();
  return (
    <li className="flex min-h-16 items-center gap-3 border-b border-line px-4 py-2 last:border-0">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{suggestion?.model ?? device.title}</span>
        <span className="block truncate text-[13px] text-soft">
          {t(`device.guess.${device.guess}`)} · {device.identity}
        </span>
        {device.isPortable ? null : <span className="block text-[13px] text-soft">{t('device.fixed-port')}</span>}
      </span>
      {suggestion?.boundAs == null ? (
        <Button onPress={() => onUse(device, suggestion)} testId={`use-${device.identity}`}>
          {t('device.use')}
        </Button>
      ) : (
        <Chip tone="ok">{t('device.used-as', { name: suggestion.boundAs })}</Chip>
      )}
    </li>
  );
}

/** A printer on the network that no search names: by its address. */
function ByAddress({ onAddress }: Pick<FindViewProps, 'onAddress'>): ReactElement {
  const t = useText();
  const [host, setHost] = useState('');
  const [port, setPort] = useState(String(printerPort));
  const number = Number(port);
  const isHost = plainHost(host) !== null;
  const isFit = isHost && Number.isInteger(number) && number >= 1 && number <= portMax;
  const use = (): void => {
    if (isFit) onAddress(host.trim(), number);
  };
  return (
    <div className="grid grid-cols-[1fr_8rem_auto] items-end gap-3">
      <Field
        label={t('device.host')}
        value={host}
        onChange={setHost}
        placeholder={t('device.host-example')}
        onEnter={use}
        error={isHost || host.trim() === '' ? undefined : t('refusal.device-host-unfit')}
        testId="find-host"
      />
      <Field
        label={t('settings.port')}
        value={port}
        onChange={(text) => setPort(text.replace(/\D/g, ''))}
        inputMode="numeric"
        onEnter={use}
        testId="find-port"
      />
      <Button onPress={use} isDisabled={!isFit} testId="use-address">
        {t('device.use')}
      </Button>
    </div>
  );
}

function Found({ found, onUse }: FindViewProps): ReactElement {
  const t = useText();
  if (found === null) return <Banner tone="info" title={t('device.searching')} testId="searching" />;
  const { search, suggestions } = found;
  const suggestionOf = (device: FoundDevice): DeviceSuggestion | null =>
    suggestions.find(({ identity }) => identity === device.identity) ?? null;
  return (
    <>
      {search.devices.length === 0 ? (
        <EmptyState
          icon={<Search size={44} strokeWidth={1.25} aria-hidden="true" />}
          title={t('device.none-found')}
          text={t('device.none-found-text')}
        />
      ) : (
        <ul className="m-0 list-none rounded-card border border-line p-0" data-testid="found-devices">
          {search.devices.map((device) => (
            <FoundRow key={device.identity} device={device} suggestion={suggestionOf(device)} onUse={onUse} />
          ))}
        </ul>
      )}
      {search.troubles.map((trouble) => (
        <TroubleNote key={`${trouble.code} ${trouble.subject}`} trouble={trouble} />
      ))}
    </>
  );
}

/** What is plugged in or on the network, what could not be looked at and why, and what each is to be used for. */
export function FindView(props: FindViewProps): ReactElement {
  const t = useText();
  const { found, problem } = props;
  return (
    <Sheet
      title={t('device.find-title')}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="large"
      footer={
        <>
          <Button icon={<Plus size={18} aria-hidden="true" />} onPress={props.onVirtual} testId="use-virtual">
            {t('device.use-virtual')}
          </Button>
          <Button
            icon={<Search size={18} aria-hidden="true" />}
            onPress={props.onAgain}
            isDisabled={found === null && problem === null}
            testId="search-again"
          >
            {t('device.search-again')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem === null ? <Found {...props} /> : <Banner tone="bad" title={problem} testId="find-problem" />}
        <section className="flex flex-col gap-2 border-t border-line pt-4">
          <h2 className="text-base font-semibold">{t('device.by-address')}</h2>
          <ByAddress onAddress={props.onAddress} />
        </section>
      </div>
    </Sheet>
  );
}
