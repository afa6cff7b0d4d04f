import { CircleAlert, CloudCheck, CloudOff, CloudUpload } from 'lucide-react';
import type { ReactElement } from 'react';
import type { StateTone } from '../../kit/state.tsx';
import type { LineWord } from './line-state.ts';

const looks: Readonly<Record<StateTone, string>> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  idle: 'bg-sunken text-soft',
};
const icons = { ok: CloudCheck, warn: CloudOff, bad: CircleAlert, info: CloudUpload, idle: CloudUpload } as const;

/** The state of the line in words, always in sight; a tap tells where every sale is safe. */
export function LineButton({ word, onPress }: { readonly word: LineWord; readonly onPress: () => void }): ReactElement {
  const Icon = icons[word.tone];
  return (
    <button
      type="button"
      onClick={onPress}
      data-testid="line-state"
      data-tone={word.tone}
      className={`inline-flex min-h-11 max-w-56 cursor-pointer items-center gap-1.5 rounded-full px-3 text-[13px] font-semibold leading-tight ${looks[word.tone]}`}
    >
      <Icon size={18} aria-hidden="true" className="shrink-0" />
      <span className="text-start">{word.text}</span>
    </button>
  );
}
