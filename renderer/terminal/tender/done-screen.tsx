import type { ReactElement } from 'react';
import type { PrintJobSummary } from '../../../contracts/print.ts';
import type { PrintJobState } from '../../../domain/receipt/print-job.ts';
import type { StateTone } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { useLiveState, useTerminal } from '../app/terminal.tsx';
import { mayReroute, reasonSentence } from '../print/print-view.tsx';
import { useOtherPrinters } from '../print/use-other-printers.ts';
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

/** A pulse of a drawer there is that came to nothing. */
function isUnopened({ kind, state, reason }: PrintJobSummary): boolean {
  return kind === 'drawer' && (state === 'failed' || state === 'cancelled') && reason !== 'not-bound';
}

/** After the sale: the change, and how the receipt fares. */
export function DoneScreen({ done, onNext }: { readonly done: DoneSale; readonly onNext: () => void }): ReactElement {
  const { sender, feed, client } = useTerminal();
  const t = useText();
  const { jobs } = useLiveState(feed);
  const job = jobs.find((each) => each.saleId === done.saleId && each.kind === 'receipt');
  const drawer = jobs.find((each) => isUnopened(each) && each.title === done.transactionNumber);
  const others = useOtherPrinters(job ?? null);
  const reroute = (printer: string): void => {
    // Refused when the receipt has begun to come out after all: then there is nothing to do.
    if (job !== undefined) void client.devices.reroute({ jobId: job.jobId, printer }).catch(() => undefined);
  };
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
      receipt={state === null ? null : { state, tone: tones[state], reason: job ? reasonSentence(t, job) : '' }}
      drawerReason={drawer === undefined ? null : reasonSentence(t, drawer)}
      otherPrinters={job !== undefined && mayReroute(job) && job.reason !== 'none' ? others : []}
      onReroute={reroute}
      onPrint={print}
      onNext={onNext}
    />
  );
}
