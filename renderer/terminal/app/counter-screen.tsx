import {
  type Dispatch,
  type ReactElement,
  type SetStateAction,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import type { CustomerStage } from '../../../domain/customer-display/scene-of-sale.ts';
import { useText } from '../../kit/text.tsx';
import { ImportScreen } from '../catalog/import-screen.tsx';
import { ItemDetailScreen } from '../catalog/item-detail-screen.tsx';
import { NewItemSheet } from '../catalog/new-item-sheet.tsx';
import { type ScanOutcome, useScans } from '../catalog/use-scans.ts';
import { useClaimKept } from '../check/use-checks.ts';
import { DevicesScreen } from '../devices/devices-screen.tsx';
import { FindingScreen } from '../finding/finding-screen.tsx';
import { FleetScreen } from '../fleet/fleet-screen.tsx';
import { JournalScreen } from '../journal/journal-screen.tsx';
import { ReturnScreen } from '../journal/return-screen.tsx';
import { PrintScreen } from '../print/print-screen.tsx';
import { SellScreen } from '../sale/sell-screen.tsx';
import type { SellNotice } from '../sale/sell-view.tsx';
import { SuspendedScreen } from '../sale/suspended-screen.tsx';
import { type Measuring, useMeasuring } from '../sale/use-measuring.ts';
import { useShift } from '../sale/use-status.tsx';
import { useDeviceScans, useInOrder } from '../scanner/use-device-scans.ts';
import { useScanner } from '../scanner/use-scanner.ts';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import type { Theme } from '../settings/settings-view.tsx';
import { DoneScreen } from '../tender/done-screen.tsx';
import { TenderScreen } from '../tender/tender-screen.tsx';
import type { DoneSale } from '../tender/use-taking.ts';
import { TillScreen } from '../till/till-screen.tsx';
import { useRefusalText } from './refusal-text.ts';
import { answerFor, useTerminal } from './terminal.tsx';
import type { Place } from './top-bar.tsx';
import { useAutoLock } from './use-auto-lock.ts';
import { useDraft } from './use-draft.ts';

type Where =
  | { readonly at: Place }
  | { readonly at: 'tender' }
  | { readonly at: 'done'; readonly done: DoneSale }
  | { readonly at: 'return'; readonly number: string }
  | { readonly at: 'detail'; readonly item: Item }
  | { readonly at: 'import' }
  | { readonly at: 'fleet' };
export interface CounterScreenProps {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly secondStarts: number;
  /** Told where the till stands, for the customer's display. Must stay the same function. */
  readonly onStage: (stage: CustomerStage) => void;
}

/** Where a person is in the middle of something that a scan must not end. */
const busyPlaces: ReadonlySet<Where['at']> = new Set([
  'settings',
  'import',
  'till',
  'detail',
  'return',
  'devices',
  'fleet',
  'finding',
]);

interface Going {
  readonly where: Where;
  readonly go: (where: Where) => void;
  readonly notice: SellNotice | null;
  readonly setNotice: (notice: SellNotice | null) => void;
  readonly measuring: Measuring;
}

function Selling({ go, notice, setNotice, measuring }: Going): ReactElement {
  return (
    <SellScreen
      notice={notice}
      onNotice={setNotice}
      onPlace={(place) => go(place === 'return' ? { at: 'return', number: '' } : { at: place })}
      onTender={() => {
        setNotice(null);
        go({ at: 'tender' });
      }}
      onDetail={(item) => go({ at: 'detail', item })}
      onImport={() => go({ at: 'import' })}
      measuring={measuring.items}
      onMeasure={(item) => void measuring.add(item)}
      onMeasured={measuring.next}
    />
  );
}

function Inside({ theme, onTheme, ...going }: Going & CounterScreenProps): ReactElement {
  const { where, go, setNotice, measuring } = going;
  const refusalText = useRefusalText();
  const { shift } = useShift();
  const sell = (): void => go({ at: 'sell' });
  const measure = (item: Item): void => void (measuring.add(item) && sell());
  const tell = (text: string): void => {
    setNotice({ tone: 'info', title: text, text: '' });
    sell();
  };
  switch (where.at) {
    case 'tender':
      if (shift !== null)
        return <TenderScreen shiftId={shift.shift.shiftId} onDone={(done) => go({ at: 'done', done })} onBack={sell} />;
      break;
    case 'done':
      return <DoneScreen done={where.done} onNext={sell} />;
    case 'suspended':
      return <SuspendedScreen onBack={sell} onTold={tell} onRefused={(code) => tell(refusalText(code))} />;
    case 'journal':
      return <JournalScreen onReturn={(number) => go({ at: 'return', number })} onBack={sell} />;
    case 'return':
      return <ReturnScreen startNumber={'number' in where ? where.number : ''} onAdded={sell} onBack={sell} />;
    case 'till':
      return <TillScreen onBooked={tell} onOpened={sell} onBack={sell} />;
    case 'settings':
      return (
        <SettingsScreen
          theme={theme}
          onTheme={onTheme}
          onImport={() => go({ at: 'import' })}
          onDevices={() => go({ at: 'devices' })}
          onFleet={() => go({ at: 'fleet' })}
          onBack={sell}
        />
      );
    case 'fleet':
      return <FleetScreen onFindings={() => go({ at: 'finding' })} onBack={sell} />;
    case 'finding':
      return <FindingScreen onBack={sell} />;
    case 'devices':
      return <DevicesScreen onBack={sell} />;
    case 'print':
      return <PrintScreen onBack={sell} />;
    case 'import':
      return <ImportScreen onBack={sell} />;
    case 'detail':
      return <ItemDetailScreen item={where.item} onSold={sell} onMeasure={measure} onBack={sell} />;
    case 'sell':
      break;
  }
  return <Selling {...going} />;
}

/** A GTIN as it is printed: EAN-13, UPC-A and GTIN-8 are stored with zeros before them. */
function printedCode(barcode: string): string {
  return barcode.replace(/^(?:0{6}(?=\d{8}$)|00(?=\d{12}$)|0(?=\d{13}$))/, '');
}

/** How the place looks from the customer's side. */
function stageOf(where: Where): CustomerStage {
  if (where.at === 'done') return { at: 'done', done: where.done.forCustomer };
  return { at: where.at === 'tender' ? 'tendering' : 'ringing' };
}

/** Tells the customer's display where the till stands, which is outside React; nobody signed on means ringing. */
function useStage(where: Where, onStage: CounterScreenProps['onStage']): void {
  useEffect(() => onStage(stageOf(where)), [where, onStage]);
  useEffect(() => () => onStage({ at: 'ringing' }), [onStage]);
}

interface ScanWays extends Pick<Going, 'setNotice'> {
  readonly go: Dispatch<SetStateAction<Where>>;
  readonly measure: Measuring['add'];
  /** Offers to make an item of a code; null for who may not. */
  readonly create: ((barcode: string) => void) | null;
}

/** What a scan leads to, wherever the till stands. */
function useScanOutcome({ go, setNotice, measure, create }: ScanWays): ScanOutcome {
  const t = useText();
  return useMemo(() => {
    // A scan is always seen: by its line, or by a notice that waits where work was not to be torn away.
    const rung = (name: string, atPayment: string | null): void =>
      go((now) => {
        const isElsewhere = now.at !== 'sell' && now.at !== 'done' && now.at !== 'journal';
        const title = now.at === 'tender' ? atPayment : t('notice.rung-meanwhile', { name });
        setNotice(isElsewhere && title !== null ? { tone: 'info', title, text: '' } : null);
        return busyPlaces.has(now.at) ? now : { at: 'sell' };
      });
    return {
      onRung: (name) => rung(name, t('notice.rung-at-payment', { name })),
      onMeasure: (item) => {
        if (measure(item)) rung(item.name, null);
        else setNotice({ tone: 'warn', title: t('notice.measuring-full'), text: '' });
      },
      onReceipt: (number) => go({ at: 'return', number }),
      onUnknown: (barcode) => {
        const action = create === null ? undefined : { label: t('unknown.action'), onPress: () => create(barcode) };
        setNotice({
          tone: 'warn',
          title: t('unknown.title', { code: printedCode(barcode) }),
          text: t('unknown.text'),
          action,
        });
        go((now) => (now.at === 'done' ? { at: 'sell' } : now));
      },
      onNotice: setNotice,
    };
  }, [go, setNotice, measure, create, t]);
}

/** The signed-on till: one place at a time, and a scanner that works in all of them. */
export function CounterScreen(props: CounterScreenProps): ReactElement {
  const { settings, session, signOff, feed } = useTerminal();
  const refusalText = useRefusalText();
  const t = useText();
  const [where, go] = useState<Where>({ at: 'sell' });
  useStage(where, props.onStage);
  const [notice, setNotice] = useState<SellNotice | null>(null);
  const [newCode, setNewCode] = useState<string | null>(null);
  const measuring = useMeasuring();
  const mayCreate = answerFor(session.permissions, 'catalog.edit', 0) === 'allow';
  const outcome = useScanOutcome({ go, setNotice, measure: measuring.add, create: mayCreate ? setNewCode : null });
  const scan = useScans(outcome);
  // Where devices are set up, a scan shows at its scanner and sells nothing.
  const inOrder = useInOrder(async (raw) => (where.at === 'devices' ? undefined : await scan(raw)));
  useScanner(settings.scanner, inOrder);
  useDeviceScans(feed.scans, inOrder);
  useDraft(() => setNotice({ tone: 'ok', title: t('notice.recovered'), text: t('notice.recovered-text') }));
  useClaimKept(useCallback((code) => setNotice({ tone: 'warn', title: refusalText(code), text: '' }), [refusalText]));
  useAutoLock(settings.autoLockMin, signOff);
  return (
    <>
      <Inside {...props} {...{ where, go, notice, setNotice, measuring }} />
      {newCode === null ? null : (
        <NewItemSheet
          barcode={newCode}
          onClose={() => setNewCode(null)}
          onDone={() => {
            setNewCode(null);
            setNotice(null);
          }}
        />
      )}
    </>
  );
}
