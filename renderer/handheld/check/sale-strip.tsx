import { HandPlatter, TriangleAlert, Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { useText } from '../../kit/text.tsx';

/** What the screen that sells has to do with a check, beside an ordinary sale. */
export type SellCheck =
  /** What is rung goes onto the check; no money is taken. */
  | {
      readonly kind: 'ordering';
      readonly name: string;
      /** Why it can not be put on now, in words. */
      readonly barred: string | null;
      readonly isBusy: boolean;
      readonly onPut: () => void;
      readonly onLeave: () => void;
    }
  /** The open sale pays the check. */
  | {
      readonly kind: 'paying';
      readonly name: string;
      /** Why it may not be paid any more, in words. */
      readonly lost: string | null;
      /** It is open no longer: there is nothing to put goods back on, so its goods leave the sale. */
      readonly isGone: boolean;
      readonly isBusy: boolean;
      readonly onPutBack: () => void;
    };

/** The way out of the sale of a check: back onto it, or, where it is gone, off the sale with what was on it (CH37). */
function WayOut({ check }: { readonly check: SellCheck }): ReactElement | null {
  const t = useText();
  if (check.kind === 'ordering') return null;
  return (
    <Button
      icon={<Undo2 size={18} aria-hidden="true" />}
      isDisabled={check.isBusy}
      onPress={check.onPutBack}
      testId="put-back"
    >
      {t(check.isGone ? 'check.let-go' : 'check.put-back')}
    </Button>
  );
}

/** Which table the open sale pays, beside the way back; loud when somebody else has it now. */
export function SaleStrip({ check }: { readonly check: SellCheck | null }): ReactElement | null {
  const t = useText();
  if (check === null) return null;
  const trouble = check.kind === 'paying' ? check.lost : check.barred;
  if (check.kind === 'ordering' && trouble === null) return null;
  const Icon = trouble === null ? HandPlatter : TriangleAlert;
  return (
    <div
      role={trouble === null ? 'status' : 'alert'}
      data-testid="sale-check"
      data-lost={trouble !== null}
      className={`flex items-center gap-3 border-t border-line py-1.5 ps-4 pe-3 ${trouble === null ? 'bg-info-soft text-info' : 'bg-warn-soft text-warn'}`}
    >
      <Icon size={20} aria-hidden="true" className="shrink-0" />
      <span className="flex min-h-11 min-w-0 flex-1 flex-col justify-center">
        <bdi className="line-clamp-1 font-semibold break-all">{check.name}</bdi>
        <span className="text-[13px] leading-snug text-ink">{trouble ?? t('check.paying')}</span>
      </span>
      <WayOut check={check} />
    </div>
  );
}

/** In the head of the screen while goods are keyed for a table: for which, in words, and the way out. */
export function OrderingTitle({ name }: { readonly name: string }): ReactElement {
  const t = useText();
  return (
    <h1 className="flex min-h-16 min-w-0 flex-1 flex-col justify-center py-1 text-accent" data-testid="ordering">
      <span className="text-[13px] leading-tight font-medium">{t('check.ordering')}</span>
      <bdi
        className={`line-clamp-2 break-words leading-tight font-bold ${name.length > 12 ? 'text-[15px]' : 'text-xl'}`}
      >
        {name}
      </bdi>
    </h1>
  );
}
