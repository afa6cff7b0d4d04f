import { CircleX, CornerUpRight, FileText, Inbox, Printer, PrinterCheck, ReceiptText } from 'lucide-react';
import type { ReactElement } from 'react';
import type { PrinterState, PrintJobSummary } from '../../../contracts/print.ts';
import type { JobId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { Page } from '../../kit/panel.tsx';
import { Banner, Chip, EmptyState, type StateTone } from '../../kit/state.tsx';
import { type Translate, useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import { PaperPicture, type ShownPaper } from './paper-picture.tsx';

export interface PrintViewProps {
  readonly printer: PrinterState | null;
  /** Tone and sentence of the status strip, so that both say the same. */
  readonly printerText: string;
  readonly printerTone: StateTone;
  readonly jobs: readonly PrintJobSummary[];
  readonly chosen: PrintJobSummary | null;
  readonly paper: ShownPaper;
  readonly message: string | null;
  /** Names of printers the chosen job could be sent to instead. */
  readonly otherPrinters: readonly string[];
  readonly onReroute: (printer: string) => void;
  readonly onChoose: (jobId: JobId) => void;
  readonly onTestPage: () => void;
  readonly onRetry: () => void;
  readonly onCancel: () => void;
  readonly onBack: () => void;
}

const tones: Readonly<Record<PrintJobSummary['state'], StateTone>> = {
  queued: 'info',
  sending: 'info',
  sent: 'idle',
  confirmed: 'ok',
  unknown: 'warn',
  failed: 'bad',
  cancelled: 'idle',
};

/** May a person ask for this job again? A drawer never opens twice for one reason. */
export function mayRetry(job: PrintJobSummary): boolean {
  return job.kind !== 'drawer' && (job.state === 'failed' || job.state === 'cancelled' || job.state === 'unknown');
}

/** May a person send it to another printer? Not while its bytes are leaving, and not when it came out. */
export function mayReroute(job: PrintJobSummary): boolean {
  return job.kind !== 'drawer' && (job.state === 'queued' || mayRetry(job));
}

/** May a person still stop it? Only while nothing of it has left (PJ12). */
export function mayCancel(job: PrintJobSummary): boolean {
  return job.state === 'queued' && job.kind !== 'drawer';
}

/** A pulse is carried out, not printed. */
function isDrawerDone(job: PrintJobSummary): boolean {
  return job.kind === 'drawer' && (job.state === 'confirmed' || job.state === 'sent');
}

/** A pulse that came to nothing: nobody prints a drawer. */
function isDrawerFailed(job: PrintJobSummary): boolean {
  return job.kind === 'drawer' && (job.state === 'failed' || job.state === 'cancelled');
}

function stateText(t: Translate, job: PrintJobSummary): string {
  if (isDrawerDone(job)) return t('print.drawer-done');
  return isDrawerFailed(job) ? t('print.drawer-failed') : t(`print.state.${job.state}`);
}

function stateSentence(t: Translate, job: PrintJobSummary): string {
  if (isDrawerDone(job)) return t('print.drawer-done-text');
  return isDrawerFailed(job) ? t('print.drawer-failed-text') : t(`print.state-text.${job.state}`);
}

/** Drawers are not tried again, and paper is not what they wait for (DR2, DR4). */
export function reasonSentence(t: Translate, { kind, reason }: PrintJobSummary): string {
  if (reason === 'none') return '';
  const isOfPaper = reason === 'paper-out' || reason === 'cover-open' || reason === 'printer-unreachable';
  return kind === 'drawer' && isOfPaper ? t(`print.drawer-reason.${reason}`) : t(`print.reason.${reason}`);
}

function KindIcon({ job }: { readonly job: PrintJobSummary }): ReactElement {
  const Icon = { receipt: ReceiptText, report: FileText, drawer: Inbox }[job.kind];
  return <Icon size={20} aria-hidden="true" className="shrink-0 text-soft" />;
}

function useTitle(): (job: PrintJobSummary) => string {
  const t = useText();
  return (job) => {
    if (job.kind === 'drawer') return t('print.drawer');
    if (job.title === 'test-page') return t('print.test-page');
    return job.kind === 'receipt' ? t('print.receipt', { number: job.title }) : job.title;
  };
}

function JobRow({
  job,
  chosen,
  onChoose,
}: {
  readonly job: PrintJobSummary;
  readonly chosen: boolean;
  readonly onChoose: (jobId: JobId) => void;
}): ReactElement {
  const t = useText();
  const title = useTitle();
  return (
    <li className={`border-b border-line last:border-0 ${chosen ? 'bg-accent-soft' : ''}`}>
      <button
        type="button"
        aria-pressed={chosen}
        data-testid="print-job"
        data-state={job.state}
        onClick={() => onChoose(job.jobId)}
        className={`flex min-h-16 w-full cursor-pointer items-center gap-3 px-4 py-2 text-start ${chosen ? '' : 'hover:bg-raised'}`}
      >
        <KindIcon job={job} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{title(job)}</span>
          <span className="block truncate text-[13px] text-soft">
            <When at={job.createdAt} />
            {job.copyNumber === 0 ? '' : ` · ${t('print.copy', { count: job.copyNumber })}`}
            {job.device === '' ? '' : ` · ${job.device}`}
          </span>
        </span>
        <Chip tone={tones[job.state]}>{stateText(t, job)}</Chip>
      </button>
    </li>
  );
}

/** A printer that stands still holds nobody up: the job goes to another, marked as what it is. */
function OtherPrinters({ chosen, otherPrinters, onReroute }: PrintViewProps): ReactElement | null {
  const t = useText();
  if (chosen === null || !mayReroute(chosen) || otherPrinters.length === 0) return null;
  return (
    <div className="flex max-h-28 shrink-0 flex-wrap gap-2 overflow-y-auto">
      {otherPrinters.map((name) => (
        <Button
          key={name}
          icon={<CornerUpRight size={18} aria-hidden="true" />}
          onPress={() => onReroute(name)}
          testId={`reroute-${name}`}
        >
          {t('print.reroute', { printer: name })}
        </Button>
      ))}
    </div>
  );
}

/** What a person may do about a job that did not come out. */
function Acts({ chosen, onRetry, onCancel }: PrintViewProps & { readonly chosen: PrintJobSummary }): ReactElement {
  const t = useText();
  return (
    <>
      {mayCancel(chosen) ? (
        <Button hint="Del" icon={<CircleX size={18} aria-hidden="true" />} onPress={onCancel} testId="print-cancel">
          {t('print.cancel')}
        </Button>
      ) : null}
      {mayRetry(chosen) ? (
        <Button hint="P" icon={<Printer size={18} aria-hidden="true" />} onPress={onRetry} testId="print-again">
          {t('print.again')}
        </Button>
      ) : null}
    </>
  );
}

function Detail(props: PrintViewProps): ReactElement {
  const t = useText();
  const title = useTitle();
  const { chosen, paper, message } = props;
  if (chosen === null)
    return (
      <EmptyState
        icon={<PrinterCheck size={52} strokeWidth={1.25} aria-hidden="true" />}
        title={t('print.pick-title')}
        text={t('print.pick-text')}
      />
    );
  return (
    <div className="flex h-full min-h-0 flex-col gap-4" data-testid="print-detail">
      <div className="flex min-h-11 items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate text-xl font-semibold">{title(chosen)}</h2>
        <Acts {...props} chosen={chosen} />
      </div>
      <OtherPrinters {...props} />
      <Banner
        tone={tones[chosen.state]}
        title={stateSentence(t, chosen)}
        text={reasonSentence(t, chosen)}
        testId="print-job-state"
      />
      {message === null ? null : <Banner tone="info" title={message} testId="print-message" />}
      {chosen.kind === 'drawer' ? null : <PaperPicture paper={paper} title={title(chosen)} />}
    </div>
  );
}

/** Everything that was handed to the printer, what became of it, and the paper as it came out. */
export function PrintView(props: PrintViewProps): ReactElement {
  const t = useText();
  return (
    <Page
      title={t('print.title')}
      backLabel={t('back')}
      onBack={props.onBack}
      width="full"
      actions={
        <Button hint="T" icon={<Printer size={18} aria-hidden="true" />} onPress={props.onTestPage} testId="test-page">
          {t('print.test')}
        </Button>
      }
    >
      <div className="grid h-full min-h-0 grid-cols-[minmax(0,26rem)_minmax(0,1fr)] gap-6">
        <section className="flex min-h-0 flex-col gap-3">
          <Banner tone={props.printerTone} title={props.printerText} testId="printer-state" />
          {props.jobs.length === 0 ? (
            <EmptyState
              icon={<Printer size={48} strokeWidth={1.25} aria-hidden="true" />}
              title={t('print.none-title')}
              text={t('print.none-text')}
            />
          ) : (
            <ul className="m-0 min-h-0 flex-1 list-none overflow-auto rounded-card border border-line bg-surface p-0">
              {props.jobs.map((job) => (
                <JobRow
                  key={job.jobId}
                  job={job}
                  chosen={job.jobId === props.chosen?.jobId}
                  onChoose={props.onChoose}
                />
              ))}
            </ul>
          )}
        </section>
        <section className="min-h-0 min-w-0">
          <Detail {...props} />
        </section>
      </div>
    </Page>
  );
}
