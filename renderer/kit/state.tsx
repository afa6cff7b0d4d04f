import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

export type StateTone = 'ok' | 'warn' | 'bad' | 'info' | 'idle';
const soft: Record<StateTone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  idle: 'bg-sunken text-soft',
};
const icons = { ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert, info: Info, idle: Info } as const;

/** A word with a state. The word carries the meaning, the colour only helps. */
export function Chip({ tone, children }: { readonly tone: StateTone; readonly children: ReactNode }): ReactElement {
  return (
    <span
      className={`inline-flex min-h-6 max-w-full items-center gap-1 rounded-2xl px-2.5 whitespace-nowrap text-[13px] font-medium ${soft[tone]}`}
    >
      {children}
    </span>
  );
}

export interface BannerProps {
  readonly tone: StateTone;
  readonly title: string;
  /** What is safe and what to do next. */
  readonly text?: string | undefined;
  readonly action?: ReactNode;
  readonly testId?: string;
}

/** Something the person must know: what happened, what is safe, what to do next. */
export function Banner({ tone, title, text, action, testId }: BannerProps): ReactElement {
  const Icon = icons[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      data-testid={testId}
      className={`flex items-start gap-3 rounded-control px-4 py-3 ${soft[tone]}`}
    >
      <Icon size={20} aria-hidden="true" className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {text === undefined || text === '' ? null : <p className="mt-0.5 text-[15px] text-ink">{text}</p>}
      </div>
      {action}
    </div>
  );
}

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** Is this all there is on the screen? Then its title is the screen's. */
  readonly isWhole?: boolean;
}

/** Nothing here yet: says what will be here and how to get it. */
export function EmptyState({ icon, title, text, action, isWhole = false }: EmptyStateProps): ReactElement {
  const Title = isWhole ? 'h1' : 'p';
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <span className="text-edge">{icon}</span>
      <Title className={isWhole ? 'text-2xl font-semibold' : 'text-lg font-semibold'}>{title}</Title>
      <p className="max-w-sm text-[15px] text-soft">{text}</p>
      {action === undefined ? null : <div className="mt-2">{action}</div>}
    </div>
  );
}

export interface StripPart {
  readonly id: string;
  readonly tone: StateTone;
  readonly icon: ReactNode;
  readonly text: string;
  /** Where more about it is shown. */
  readonly onPress?: (() => void) | undefined;
}

/** The state of everything that can fail, always in sight; words beside every sign. */
export function StatusStrip({
  parts,
  end,
}: {
  readonly parts: readonly StripPart[];
  readonly end?: ReactNode;
}): ReactElement {
  return (
    <footer className="flex min-h-10 shrink-0 items-center gap-5 overflow-hidden border-t border-line bg-surface px-4 text-[13px]">
      {parts.map((part) => (
        <StripPartView key={part.id} {...part} />
      ))}
      <span className="ms-auto whitespace-nowrap text-soft">{end}</span>
    </footer>
  );
}

const stripTones: Readonly<Record<StateTone, string>> = {
  bad: 'font-semibold text-bad',
  warn: 'font-semibold text-warn',
  ok: 'text-soft',
  idle: 'text-soft',
  info: 'text-soft',
};

function StripPartView({ id, tone, icon, text, onPress }: StripPart): ReactElement {
  const look = `inline-flex min-h-10 items-center gap-1.5 whitespace-nowrap ${stripTones[tone]}`;
  if (onPress === undefined)
    return (
      <span data-testid={`status-${id}`} data-tone={tone} className={look}>
        {icon}
        {text}
      </span>
    );
  return (
    <button
      type="button"
      data-testid={`status-${id}`}
      data-tone={tone}
      onClick={onPress}
      className={`${look} -mx-2 cursor-pointer rounded-control px-2 hover:bg-raised`}
    >
      {icon}
      {text}
    </button>
  );
}

/** What is wrong, beside the fields it is about; nothing where nothing is. */
export function Problem({ text }: { readonly text: string | null }): ReactElement | null {
  return text === null ? null : <Banner tone="warn" title={text} testId="sheet-problem" />;
}
