import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Kbd } from './kbd.tsx';

export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'bad';
export type ButtonSize = 'touch' | 'tall' | 'giant';

const tones: Record<ButtonTone, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong data-pressed:bg-accent-strong',
  plain: 'bg-surface text-ink border border-line hover:bg-raised data-pressed:bg-sunken',
  quiet: 'bg-transparent text-ink hover:bg-sunken data-pressed:bg-sunken',
  bad: 'bg-surface text-bad border border-bad hover:bg-bad-soft data-pressed:bg-bad-soft',
};
const sizes: Record<ButtonSize, string> = {
  touch: 'min-h-11 px-4 text-[15px]',
  tall: 'min-h-14 px-5 text-base',
  giant: 'min-h-18 px-6 text-xl',
};

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  /** The key that does the same, shown on the control. */
  readonly hint?: string | undefined;
  readonly isDisabled?: boolean;
  readonly wide?: boolean;
  readonly autoFocus?: boolean;
  readonly label?: string;
  readonly testId?: string;
  readonly align?: 'center' | 'start';
}

/** The one button of the product: 44 px high at least, 56 px on keypads and tenders. */
export function Button(props: ButtonProps): ReactElement {
  const { tone = 'plain', size = 'touch', align = 'center' } = props;
  const disabled = props.isDisabled ? 'cursor-not-allowed opacity-45' : 'cursor-pointer';
  return (
    <AriaButton
      onPress={props.onPress}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      data-testid={props.testId}
      className={`inline-flex items-center gap-2.5 rounded-control font-semibold transition-colors duration-100 ${align === 'start' ? 'justify-start text-start' : 'justify-center text-center'} ${tones[tone]} ${sizes[size]} ${disabled} ${props.wide ? 'w-full' : ''}`}
    >
      {props.icon}
      <span className="min-w-0 leading-tight">{props.children}</span>
      {props.hint === undefined ? null : <Kbd keys={props.hint} inverse={tone === 'primary'} />}
    </AriaButton>
  );
}

export interface IconButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  readonly hint?: string;
  readonly testId?: string;
}

/** A square button whose name is read out and shown as a tip. */
export function IconButton({ label, icon, onPress, isDisabled = false, hint, testId }: IconButtonProps): ReactElement {
  return (
    <AriaButton
      aria-label={label}
      onPress={onPress}
      isDisabled={isDisabled}
      data-testid={testId}
      className={`inline-flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-control px-2 text-ink transition-colors duration-100 hover:bg-sunken data-pressed:bg-sunken ${isDisabled ? 'cursor-not-allowed opacity-40' : 'cursor-pointer'}`}
    >
      {icon}
      {hint === undefined ? null : <Kbd keys={hint} />}
    </AriaButton>
  );
}
