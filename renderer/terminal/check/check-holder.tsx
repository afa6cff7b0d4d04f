import type { ReactElement } from 'react';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';

/** Who has a check, since when (UTC epoch ms) and on which device. */
export interface CheckHolder {
  readonly kind: 'claimed' | 'checked-out';
  /** It is this counter's. */
  readonly isHere: boolean;
  readonly staffName: string;
  readonly deviceName: string;
  readonly since: number;
}

export function Holder({ holder }: { readonly holder: CheckHolder }): ReactElement {
  const t = useText();
  const { kind, isHere, staffName, deviceName, since } = holder;
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-soft" data-testid="check-holder">
      <Chip tone={isHere ? 'info' : 'warn'}>{isHere ? t('checks.kept') : t(`checks.${kind}`)}</Chip>
      <span className="min-w-0 break-words">
        {staffName}
        {isHere ? null : ` · ${deviceName}`} · <When at={since} style="time" />
      </span>
    </span>
  );
}
