import { Minus, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from './button.tsx';

export interface StepperProps {
  readonly text: string;
  readonly lessLabel: string;
  readonly moreLabel: string;
  readonly onLess: () => void;
  readonly onMore: () => void;
  readonly isDisabled?: boolean;
}

/** One less, the figure, one more. */
export function Stepper({
  text,
  lessLabel,
  moreLabel,
  onLess,
  onMore,
  isDisabled = false,
}: StepperProps): ReactElement {
  return (
    <span className="inline-flex items-center rounded-control border border-line bg-surface">
      <IconButton
        label={lessLabel}
        isDisabled={isDisabled}
        icon={<Minus size={18} aria-hidden="true" />}
        onPress={onLess}
        testId="qty-less"
      />
      <span className="money min-w-12 text-center text-[15px] font-semibold">{text}</span>
      <IconButton
        label={moreLabel}
        isDisabled={isDisabled}
        icon={<Plus size={18} aria-hidden="true" />}
        onPress={onMore}
        testId="qty-more"
      />
    </span>
  );
}
