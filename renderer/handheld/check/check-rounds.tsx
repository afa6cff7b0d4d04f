import { ChevronRight, Circle, CircleCheck } from 'lucide-react';
import { type ReactElement, useLayoutEffect, useRef } from 'react';
import type { LineId } from '../../../domain/id.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../app/quantity-label.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { When } from '../app/when.tsx';
import type { CheckLineView } from '../engine/check-engine.ts';
import { PendingMark } from './check-marks.tsx';
import { type Round, roundsOf } from './rounds.ts';

export interface CheckRoundsProps {
  readonly lines: readonly CheckLineView[];
  /** What each line comes to, minor units. */
  readonly amounts: ReadonlyMap<LineId, number>;
  readonly now: number;
  /** May goods be told as brought now? */
  readonly isOpen: boolean;
  readonly onServe: (lineIds: readonly LineId[]) => void;
  readonly onLine: (lineId: LineId) => void;
}

type LineProps = Omit<CheckRoundsProps, 'lines'> & { readonly view: CheckLineView };

/** A tap: the goods are with the guest. It is a mark beside the words, so it is not told by colour alone. */
function ServeMark({ view, isOpen, onServe }: LineProps): ReactElement {
  const t = useText();
  const { line, served } = view;
  const Icon = served ? CircleCheck : Circle;
  return (
    <button
      type="button"
      aria-pressed={served}
      aria-label={t('check.serve-line', { name: line.name })}
      disabled={served || !isOpen}
      onClick={() => onServe([line.lineId])}
      data-testid="serve-mark"
      className={`flex min-h-14 w-13 shrink-0 items-center justify-center self-stretch enabled:cursor-pointer enabled:active:bg-ok-soft ${served ? 'text-ok' : 'text-edge'}`}
    >
      <Icon size={26} strokeWidth={served ? 2.25 : 1.75} aria-hidden="true" />
    </button>
  );
}

function Line(props: LineProps): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const { view, amounts, onLine } = props;
  const { line, served, isPending } = view;
  return (
    <li className="flex items-center border-b border-line last:border-b-0" data-testid="check-line">
      <ServeMark {...props} />
      <button
        type="button"
        onClick={() => onLine(line.lineId)}
        data-testid="open-check-line"
        className="flex min-h-14 min-w-0 flex-1 cursor-pointer flex-wrap items-center gap-x-2 py-2 pe-2 text-start active:bg-accent-soft"
      >
        <span className="money min-w-6 font-semibold">{quantityLabel(line.quantity, format.decimal)}</span>
        <span className="flex min-w-24 flex-1 flex-col">
          <bdi className={`line-clamp-2 break-words leading-snug ${served ? 'text-soft' : 'font-medium'}`}>
            {line.name}
          </bdi>
          {line.note === '' ? null : <bdi className="line-clamp-1 text-[13px]">{line.note}</bdi>}
          <span className="flex flex-wrap gap-x-2">
            {served ? <span className="text-[13px] text-ok">{t('check.served')}</span> : null}
            {isPending ? <PendingMark /> : null}
          </span>
        </span>
        <MoneyText minor={amounts.get(line.lineId) ?? 0} className={`ms-auto ${served ? '' : 'font-semibold'}`} />
        <ChevronRight size={18} aria-hidden="true" className="shrink-0 text-edge rtl:rotate-180" />
      </button>
    </li>
  );
}

function OneRound({ round, ...props }: Omit<CheckRoundsProps, 'lines'> & { readonly round: Round }): ReactElement {
  const t = useText();
  const waiting = round.lines.filter(({ served }) => !served).map(({ line }) => line.lineId);
  return (
    <section className="flex flex-col" data-testid="check-round">
      <header className="flex min-h-11 items-center gap-3 ps-1">
        <h2 className="min-w-0 flex-1 break-words text-[15px] font-semibold text-soft">
          <When at={round.at} now={props.now} />
          {round.by === '' ? '' : ` · ${round.by}`}
        </h2>
        {waiting.length < 2 || !props.isOpen ? null : (
          <Button
            tone="quiet"
            size="compact"
            icon={<CircleCheck size={18} aria-hidden="true" />}
            onPress={() => props.onServe(waiting)}
            testId="serve-round"
          >
            {t('check.serve-round')}
          </Button>
        )}
      </header>
      <ul className="m-0 list-none overflow-hidden rounded-card border border-line bg-surface p-0">
        {round.lines.map((view) => (
          <Line key={view.line.lineId} view={view} {...props} />
        ))}
      </ul>
    </section>
  );
}

/** What was ordered, round by round, the newest in sight; a tap on the ring brings a line, one on the line opens it. */
export function CheckRounds({ lines, ...props }: CheckRoundsProps): ReactElement {
  const end = useRef<HTMLSpanElement>(null);
  // Only when the check is opened: later nothing moves by itself. Where a page is scrolled to is the browser's, not React's.
  useLayoutEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="flex flex-col gap-2">
      {roundsOf(lines).map((round) => (
        <OneRound key={round.lines[0]?.line.lineId ?? round.at} round={round} {...props} />
      ))}
      <span ref={end} />
    </div>
  );
}
