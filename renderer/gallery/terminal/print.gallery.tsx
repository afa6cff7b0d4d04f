import type { ReactElement } from 'react';
import type { PrintJobSummary } from '../../../contracts/print.ts';
import type { JobId } from '../../../domain/id.ts';
import { type PrintJobState, printJobStates } from '../../../domain/receipt/print-job.ts';
import { useText } from '../../kit/text.tsx';
import { PrintView, type PrintViewProps } from '../../terminal/print/print-view.tsx';
import { galleryId, galleryNow } from '../fixtures/ids.ts';
import { nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

/** A strip of black and white: what stands where the picture of the paper comes. */
const stripPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQAAAADsdIMmAAAAFklEQVR4nGP4z/CfAQTgNIQLpOEMAAC7Fw/xnL6aTwAAAABJRU5ErkJggg==';

function job(index: number, state: PrintJobState, more: Partial<PrintJobSummary> = {}): PrintJobSummary {
  return {
    jobId: galleryId<JobId>(900 + index),
    kind: 'receipt',
    state,
    reason: 'none',
    saleId: null,
    title: `A1-${String(128 - index).padStart(6, '0')}`,
    copyNumber: 0,
    device: '',
    reroutedFrom: null,
    createdAt: galleryNow - index * 95_000,
    changedAt: galleryNow - index * 95_000,
    ...more,
  };
}

const jobs: readonly PrintJobSummary[] = [
  job(0, 'queued', { reason: 'paper-out' }),
  ...printJobStates.filter((state) => state !== 'queued').map((state, index) => job(index + 1, state)),
  job(8, 'confirmed', { kind: 'drawer', title: 'sale' }),
  job(9, 'confirmed', { kind: 'report', title: 'Z A1-41' }),
  job(10, 'confirmed', { kind: 'report', title: 'test-page' }),
  job(11, 'confirmed', { copyNumber: 2 }),
  job(12, 'failed', { kind: 'drawer', title: 'A1-000126', reason: 'paper-out' }),
];
const spares = ['kitchen-window', 'bar', 'spare-1', 'spare-2', 'spare-3', 'office', 'warehouse-back-door'];

function Printing({ shown = 1, ...change }: Partial<PrintViewProps> & { readonly shown?: number }): ReactElement {
  const t = useText();
  return (
    <PrintView
      printer={null}
      printerTone="bad"
      printerText={t('status.printer-paper-out')}
      jobs={jobs}
      chosen={jobs[shown] ?? null}
      paper={{ kind: 'paper', pngBase64: stripPng, text: 'A1-000127' }}
      message={null}
      otherPrinters={['spare-1']}
      onReroute={nowhere}
      onChoose={nowhere}
      onTestPage={nowhere}
      onRetry={nowhere}
      onCancel={nowhere}
      onBack={nowhere}
      {...change}
    />
  );
}

const print: Specimen = {
  id: 'print',
  states: {
    typical: () => <Printing shown={0} />,
    unknown: () => <Printing shown={4} />,
    failed: () => <Printing shown={5} paper={{ kind: 'none' }} />,
    drawer: () => <Printing shown={7} />,
    empty: () => <Printing jobs={[]} chosen={null} paper={{ kind: 'none' }} />,
    'many-printers': () => <Printing shown={0} otherPrinters={spares} />,
    'drawer-failed': () => <Printing shown={12} />,
    waiting: () => <Printing shown={0} paper={{ kind: 'not-out', mayCome: true }} />,
    'not-printed': () => <Printing shown={5} paper={{ kind: 'not-out', mayCome: false }} />,
    gone: () => <PaperGone />,
  },
};

function PaperGone(): ReactElement {
  const t = useText();
  return <Printing shown={3} paper={{ kind: 'gone', text: t('refusal.paper-gone') }} />;
}

/** The printer's tray. */
export const specimens: readonly Specimen[] = [print];
