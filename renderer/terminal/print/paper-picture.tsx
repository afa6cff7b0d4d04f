import { ScrollText } from 'lucide-react';
import type { ReactElement } from 'react';
import type { PrintJobState } from '../../../domain/receipt/print-job.ts';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

/** The picture of a job's paper, or why there is none. `pngBase64` is drawn from the very bytes the printer got. */
export type ShownPaper =
  | { readonly kind: 'none' | 'loading' }
  /** Nothing has come out; `mayCome` while the job waits. */
  | { readonly kind: 'not-out'; readonly mayCome: boolean }
  | { readonly kind: 'gone'; readonly text: string }
  | { readonly kind: 'paper'; readonly pngBase64: string; readonly text: string };

/** Why there is no picture: paper that never came out was not thrown away (SU8). `text`: what the hub said. */
export function missingPaper(state: PrintJobState, text: string): ShownPaper {
  const mayCome = state === 'queued' || state === 'sending';
  return mayCome || state === 'failed' || state === 'cancelled' ? { kind: 'not-out', mayCome } : { kind: 'gone', text };
}

function NoPaper({ title, text }: { readonly title: string; readonly text: string }): ReactElement {
  const icon = <ScrollText size={48} strokeWidth={1.25} aria-hidden="true" />;
  return <EmptyState icon={icon} title={title} text={text} />;
}

/** Paper as an independent reader of the printer's bytes sees it. */
export function PaperPicture({ paper, title }: { readonly paper: ShownPaper; readonly title: string }): ReactElement {
  const t = useText();
  if (paper.kind === 'gone') return <NoPaper title={paper.text} text={t('print.gone-text')} />;
  if (paper.kind === 'not-out')
    return paper.mayCome ? (
      <NoPaper title={t('print.paper-waits')} text={t('print.paper-waits-text')} />
    ) : (
      <NoPaper title={t('print.paper-none')} text={t('print.paper-none-text')} />
    );
  return (
    <section
      aria-label={t('print.paper')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long receipt must scroll from the keyboard too
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto rounded-card bg-sunken p-6"
    >
      {paper.kind === 'paper' ? (
        <img
          src={`data:image/png;base64,${paper.pngBase64}`}
          alt={paper.text}
          title={title}
          data-testid="printed-paper"
          className="mx-auto w-[24rem] max-w-full rounded-sm bg-white p-4 shadow-md"
        />
      ) : null}
    </section>
  );
}
