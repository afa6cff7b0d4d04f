import { ArrowDownLeft, ArrowUpRight, Copy, RefreshCw } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { DeviceTrace } from '../../../contracts/device-ask.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import { hexRows, traceText } from './hex-rows.ts';

/** Newest exchanges that are drawn; the whole trace is what is copied. */
const entriesShownMax = 60;

type Entry = DeviceTrace['entries'][number];

function EntryRows({ entry }: { readonly entry: Entry }): ReactElement {
  const t = useText();
  const isOut = entry.direction === 'to-device';
  const Icon = isOut ? ArrowUpRight : ArrowDownLeft;
  return (
    <li className="border-b border-line py-1.5 last:border-0">
      <p className={`flex items-center gap-1.5 text-[13px] ${isOut ? 'text-soft' : 'font-semibold text-accent'}`}>
        <Icon size={14} aria-hidden="true" />
        {t(isOut ? 'device.to-device' : 'device.from-device')}
        <When at={entry.at} style="second" />
      </p>
      {hexRows(entry.hex).map((row) => (
        <p key={row.offset} className="flex gap-4 font-mono text-[13px] whitespace-pre">
          <span className="text-soft">{row.offset.toString(16).padStart(4, '0')}</span>
          <span className="w-[24rem]">{row.hex}</span>
          <span className="text-soft">{row.letters}</span>
        </p>
      ))}
    </li>
  );
}

export interface TraceCardProps {
  readonly trace: DeviceTrace | null;
  readonly onLoad: () => void;
  readonly onCopy: (text: string) => void;
}

/** The last bytes on the line, both ways: what support asks for. */
export function TraceCard({ trace, onLoad, onCopy }: TraceCardProps): ReactElement {
  const t = useText();
  const list = useRef<HTMLOListElement>(null);
  // What just happened is what one looks for: the newest is in sight whenever the trace is loaded.
  useEffect(() => {
    if (trace !== null) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [trace]);
  return (
    <Card title={t('device.trace')}>
      {trace === null ? <p className="mb-4 text-[15px] text-soft">{t('device.trace-text')}</p> : null}
      {trace !== null && trace.entries.length === 0 ? (
        <p className="mb-4 text-[15px] text-soft">{t('device.trace-empty')}</p>
      ) : null}
      {trace !== null && trace.entries.length > 0 ? (
        <ol
          ref={list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long trace must scroll from the keyboard too
          tabIndex={0}
          aria-label={t('device.trace')}
          className="mb-4 max-h-80 list-none overflow-auto rounded-control bg-sunken px-4 py-2 select-text"
          data-testid="trace"
          dir="ltr"
        >
          {trace.entries.slice(-entriesShownMax).map((entry) => (
            <EntryRows key={`${entry.at} ${entry.direction} ${entry.hex}`} entry={entry} />
          ))}
        </ol>
      ) : null}
      <div className="flex gap-3">
        <Button icon={<RefreshCw size={18} aria-hidden="true" />} onPress={onLoad} testId="trace-load">
          {t(trace === null ? 'device.trace-show' : 'device.trace-again')}
        </Button>
        {trace === null ? null : (
          <Button
            icon={<Copy size={18} aria-hidden="true" />}
            onPress={() => onCopy(traceText(trace))}
            testId="trace-copy"
          >
            {t('device.trace-copy')}
          </Button>
        )}
      </div>
    </Card>
  );
}
