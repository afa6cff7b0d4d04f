import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { PrintJobSummary } from '../../../contracts/print.ts';
import type { JobId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useLiveState, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { printerPart } from '../sale/use-status.tsx';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { missingPaper, type ShownPaper } from './paper-picture.tsx';
import { mayCancel, PrintView } from './print-view.tsx';
import { useOtherPrinters } from './use-other-printers.ts';

const jobsShown = 100;

/** The jobs of the hub, asked again whenever one of them changes. */
function useJobs() {
  const { client, feed } = useTerminal();
  const { jobs: news } = useLiveState(feed);
  const stamp = news.map(({ jobId, changedAt }) => `${jobId} ${changedAt}`).join();
  const query = useQuery({
    queryKey: ['live', 'print-jobs', stamp],
    queryFn: () => client.print.jobs({ limit: jobsShown }),
    placeholderData: (before) => before,
  });
  return query.data ?? [];
}

/** The paper of a job; asked again when the job went on. */
function usePaper(job: PrintJobSummary | null): ShownPaper {
  const { client } = useTerminal();
  const refusalText = useRefusalText();
  const jobId = job?.jobId ?? null;
  const query = useQuery({
    queryKey: ['live', 'paper', jobId, job?.changedAt],
    queryFn: () => (jobId === null ? null : client.print.paper({ jobId })),
    enabled: jobId !== null,
    retry: false,
  });
  if (job === null) return { kind: 'none' };
  if (query.error !== null) return missingPaper(job.state, refusalText(refusalCodeOf(query.error)));
  if (!query.data) return { kind: 'loading' };
  return { kind: 'paper', pngBase64: query.data.pngBase64, text: query.data.text };
}

/** The printer's tray: every job with what became of it, its paper, and the way to print it again. */
export function PrintScreen({ onBack }: { readonly onBack: () => void }): ReactElement {
  const { client, feed } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const { printer } = useLiveState(feed);
  const jobs = useJobs();
  const [chosenId, setChosen] = useState<JobId | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const chosen = jobs.find(({ jobId }) => jobId === chosenId) ?? jobs[0] ?? null;
  const others = useOtherPrinters(chosen);
  const paper = usePaper(chosen?.kind === 'drawer' ? null : chosen);
  const ask = async (work: Promise<{ jobId: JobId }>): Promise<void> => {
    try {
      const { jobId } = await work;
      setChosen(jobId);
      setMessage(null);
    } catch (error) {
      setMessage(refusalText(refusalCodeOf(error)));
    }
  };
  const test = (): void => void ask(client.print.testPage());
  const retry = (): void => {
    if (chosen !== null) void ask(client.print.retry({ jobId: chosen.jobId }));
  };
  const cancel = (): void => {
    if (chosen !== null && mayCancel(chosen)) void ask(client.print.cancel({ jobId: chosen.jobId }));
  };
  useTillKeys({ Escape: onBack, t: test, T: test, p: retry, P: retry, Delete: cancel });
  const { tone, text } = printerPart(t, printer);
  return (
    <PrintView
      printer={printer}
      printerTone={tone}
      printerText={text}
      jobs={jobs}
      chosen={chosen}
      paper={paper}
      message={message}
      otherPrinters={others}
      onReroute={(printer) => {
        if (chosen !== null) void ask(client.devices.reroute({ jobId: chosen.jobId, printer }));
      }}
      onChoose={(jobId) => {
        setChosen(jobId);
        setMessage(null);
      }}
      onTestPage={test}
      onRetry={retry}
      onCancel={cancel}
      onBack={onBack}
    />
  );
}
