import { CloudUpload, Users } from 'lucide-react';
import type { ReactElement } from 'react';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../app/when.tsx';
import type { CheckView } from '../engine/check-engine.ts';

/** Who has the check, where and since when. */
export function HolderNote({ check, now }: { readonly check: CheckView; readonly now: number }): ReactElement | null {
  const t = useText();
  const { holder } = check;
  if (holder === null) return null;
  const where = t(holder.isHere ? 'check.here' : 'check.elsewhere');
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-soft" data-testid="check-holder">
      <Chip tone={holder.isHere ? 'info' : 'warn'}>{t(`check.${holder.kind}`)}</Chip>
      <span className="min-w-0 break-words">
        {holder.staffName === '' ? where : `${holder.staffName} · ${where}`} · <When at={holder.since} now={now} />
      </span>
    </span>
  );
}

/** Not at the counter yet: others do not see it. */
export function PendingMark(): ReactElement {
  const t = useText();
  return (
    <span className="inline-flex items-center gap-1 text-[13px] text-info" data-testid="check-pending">
      <CloudUpload size={14} aria-hidden="true" />
      {t('check.pending')}
    </span>
  );
}

/** Guests of a check; nothing where nobody counted them. */
export function Guests({ guests }: { readonly guests: number }): ReactElement | null {
  const t = useText();
  if (guests === 0) return null;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <Users size={14} aria-hidden="true" />
      {t('check.guests', { count: guests })}
    </span>
  );
}
