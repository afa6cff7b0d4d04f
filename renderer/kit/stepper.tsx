import { Minus, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { IconButton } from './button.tsx';
import { Kbd } from './kbd.tsx';

export interface StepperProps {
  readonly text: string;
  readonly lessLabel: string;
  readonly moreLabel: string;
  readonly onLess: () => void;
  readonly onMore: () => void;
  readonly isDisabled?: boolean;
  /** Makes the figure itself a button, for keying it. */
  readonly figure?: {
    readonly label: string;
    readonly hint: string;
    readonly isDisabled: boolean;
    readonly onPress: () => void;
    readonly testId: string;
  };
}

function Figure({ text, figure }: Pick<StepperProps, 'text' | 'figure'>): ReactElement {
  const look = 'money min-w-16 px-1.5 text-center text-[15px] font-semibold';
  if (figure === undefined) return <span className={look}>{text}</span>;
  return (
    <Button
      aria-label={figure.label}
      isDisabled={figure.isDisabled}
      onPress={figure.onPress}
      data-testid={figure.testId}
      className={`inline-flex h-11 items-center justify-center gap-1.5 border-x border-line ${look} ${figure.isDisabled ? 'cursor-not-allowed' : 'cursor-pointer hover:bg-sunken'}`}
    >
      {text}
      {figure.isDisabled ? null : <Kbd keys={figure.hint} />}
    </Button>
  );
}

/** One less, the figure, one more. */
export function Stepper(props: StepperProps): ReactElement {
  const { text, isDisabled = false } = props;
  return (
    <span className="inline-flex items-center rounded-control border border-line bg-surface">
      <IconButton
        label={props.lessLabel}
        isDisabled={isDisabled}
        icon={<Minus size={18} aria-hidden="true" />}
        onPress={props.onLess}
        testId="qty-less"
      />
      <Figure text={text} {...(props.figure === undefined ? {} : { figure: props.figure })} />
      <IconButton
        label={props.moreLabel}
        isDisabled={isDisabled}
        icon={<Plus size={18} aria-hidden="true" />}
        onPress={props.onMore}
        testId="qty-more"
      />
    </span>
  );
}
