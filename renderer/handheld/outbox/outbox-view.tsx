import { Cloud, Download, HardDrive, type LucideIcon, RefreshCw, ShieldCheck, Smartphone } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { tellingCodes } from '../../../domain/finding/finding.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';
import { flagText, refusalText } from '../app/refusal-text.ts';
import { When } from '../app/when.tsx';
import type { OutboxEntry, OutboxState, SafePlace } from '../engine/handheld-state.ts';

export interface OutboxViewProps {
  readonly outbox: OutboxState;
  readonly now: number;
  /** What is said about the line, the lease, the storage and the program, above the list. */
  readonly notices: ReactNode;
  readonly isOffline: boolean;
  /** What became of the last try, in words. */
  readonly said: string | null;
  readonly onSync: () => void;
  readonly onExport: () => void;
  readonly onBack: () => void;
}

const placeIcons: Readonly<Record<SafePlace, LucideIcon>> = { here: Smartphone, hub: HardDrive, backup: ShieldCheck };
const placeTones: Readonly<Record<SafePlace, string>> = { here: 'text-warn', hub: 'text-info', backup: 'text-ok' };
const safePlaces: readonly SafePlace[] = ['here', 'hub', 'backup'];

function Counts({ outbox }: Pick<OutboxViewProps, 'outbox'>): ReactElement {
  const t = useText();
  return (
    <dl className="m-0 grid grid-cols-3 gap-2 text-center">
      {safePlaces.map((place) => {
        const Icon = placeIcons[place];
        return (
          <div key={place} className="flex flex-col items-center gap-1 rounded-card border border-line bg-surface p-3">
            <Icon size={22} aria-hidden="true" className={placeTones[place]} />
            <dt className="order-2 text-[13px] leading-tight text-soft">{t(`safe.${place}`)}</dt>
            <dd className="money m-0 text-2xl font-bold" data-testid={`count-${place}`}>
              {outbox.counts[place]}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Said({ entry }: { readonly entry: OutboxEntry }): ReactElement | null {
  const t = useText();
  if (entry.outcome === null) return null;
  const { status, codes } = entry.outcome;
  const sentences =
    status === 'flagged'
      ? tellingCodes(codes).map((code) => flagText(t, code))
      : codes.map((code) => refusalText(t, { code }));
  return (
    <span className="text-[13px] text-warn" data-testid="act-said">
      {t(`outcome.${status}`)} {sentences.join(' ')}
    </span>
  );
}

function Entry({ entry, now }: { readonly entry: OutboxEntry; readonly now: number }): ReactElement {
  const t = useText();
  const Icon = placeIcons[entry.safe];
  const key = `act.${entry.kind}`;
  const name = t(key);
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-line px-4 py-2 last:border-b-0" data-testid="act">
      <Icon size={20} aria-hidden="true" className={`shrink-0 ${placeTones[entry.safe]}`} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="font-medium">
          {name === key ? t('act.other') : name}
          {entry.number === null ? null : <span className="money"> {entry.number}</span>}
        </span>
        <span className="text-[13px] text-soft">
          <When at={entry.at} now={now} /> · {t(`safe.${entry.safe}`)}
        </span>
        <Said entry={entry} />
      </span>
      {entry.total === null ? null : <MoneyText minor={entry.total} className="font-semibold" />}
    </li>
  );
}

function Waiting({ outbox, now }: Pick<OutboxViewProps, 'outbox' | 'now'>): ReactElement {
  const t = useText();
  if (outbox.pendingSince === null) return <p className="text-[15px] text-soft">{t('outbox.all-sent')}</p>;
  return (
    <p className="text-[15px]">
      {t('outbox.waiting', { count: outbox.counts.here })} <When at={outbox.pendingSince} now={now} />.{' '}
      <span className="text-soft">{t('outbox.keep-phone')}</span>
    </p>
  );
}

/** Everything this phone still holds, and where each of it is safe: this phone, the counter's disk, every backup. */
export function OutboxView(props: OutboxViewProps): ReactElement {
  const t = useText();
  const { outbox } = props;
  const footer = (
    <>
      {props.said === null ? null : (
        <p role="status" className="text-center text-[15px] text-soft" data-testid="outbox-said">
          {props.said}
        </p>
      )}
      <div className="grid grid-cols-[auto_1fr] gap-2">
        <Button size="giant" icon={<Download size={20} aria-hidden="true" />} onPress={props.onExport} testId="export">
          {t('outbox.export')}
        </Button>
        <Button
          tone="primary"
          size="giant"
          wide
          icon={<RefreshCw size={20} aria-hidden="true" />}
          onPress={props.onSync}
          testId="sync-now"
        >
          {t(props.isOffline ? 'outbox.try' : 'outbox.send')}
        </Button>
      </div>
    </>
  );
  return (
    <HandPage title={t('outbox.title')} onBack={props.onBack} footer={footer} testId="outbox">
      {props.notices}
      <Counts outbox={outbox} />
      <Waiting outbox={outbox} now={props.now} />
      {outbox.entries.length === 0 ? (
        <EmptyState
          icon={<Cloud size={48} strokeWidth={1.25} aria-hidden="true" />}
          title={t('outbox.empty')}
          text={t('outbox.empty-text')}
        />
      ) : (
        <ul
          className="m-0 list-none rounded-card border border-line bg-surface p-0"
          aria-label={t('outbox.list')}
          data-testid="acts"
        >
          {outbox.entries.map((entry) => (
            <Entry key={entry.opId} entry={entry} now={props.now} />
          ))}
        </ul>
      )}
    </HandPage>
  );
}
