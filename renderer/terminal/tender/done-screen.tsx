import type { ReactElement } from 'react';
import type { PrintJobState } from '../../../domain/receipt/print-job.ts';
import type { StateTone } from '../../kit/state.tsx';
import { useLiveState, useTerminal } from '../app/terminal.tsx';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { DoneView } from './done-view.tsx';
import type { DoneSale } from './use-taking.ts';

const tones: Record<PrintJobState, StateTone> = {
  queued: 'info',
  sending: 'info',
  sent: 'warn',
  confirmed: 'ok',
  unknown: 'warn',
  failed: 'bad',
  cancelled: 'warn',
};

/** After the sale: the change, and how the receipt fares. */
export function DoneScreen({ done, onNext }: { readonly done: DoneSale; readonly onNext: () => void }): ReactElement {
  const { sender, feed } = useTerminal();
  const { jobs } = useLiveState(feed);
  const job = jobs.find((each) => each.saleId === done.saleId && each.kind === 'receipt');
  const state = job?.state ?? (done.printed ? 'queued' : null);
  const print = (): void => void sender.send('receipt.reprinted', { saleId: done.saleId });
  useTillKeys({ Enter: onNext, Escape: onNext, p: print, P: print });
  return (
    <DoneView
      transactionNumber={done.transactionNumber}
      total={done.total}
      direction={done.direction}
      change={done.change}
      received={done.received}
      receipt={state === null ? null : { state, tone: tones[state] }}
      onPrint={print}
      onNext={onNext}
    />
  );
}
