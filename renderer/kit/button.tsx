import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useDisabled } from './disabled.tsx';
import { Kbd } from './kbd.tsx';

export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'bad';
export type ButtonSize = 'compact' | 'touch' | 'tall' | 'giant' | 'huge';

const tones: Record<ButtonTone, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong data-pressed:bg-accent-strong',
  plain: 'bg-surface text-ink border border-line hover:bg-raised data-pressed:bg-sunken',
  quiet: 'bg-transparent text-ink hover:bg-sunken data-pressed:bg-sunken',
  bad: 'bg-surface text-bad border border-line hover:bg-bad-soft data-pressed:bg-bad-soft',
};
/** Compact is as high as the others; only its words and margins are smaller. */
const sizes: Record<ButtonSize, string> = {
  compact: 'min-h-11 gap-1.5 px-1.5 text-sm xl:px-2',
  touch: 'min-h-11 gap-2.5 px-4 text-[15px]',
  tall: 'min-h-14 gap-2.5 px-5 text-base',
  giant: 'min-h-18 gap-2.5 px-6 text-xl',
  huge: 'min-h-24 gap-2.5 px-3 text-[1.375rem]',
};
const disabledTones: Record<ButtonTone, string> = {
  primary: 'bg-sunken text-soft',
  plain: 'border border-line bg-transparent text-soft',
  quiet: 'text-soft',
  bad: 'border border-line bg-transparent text-soft',
};
const layouts = {
  center: 'justify-center text-center',
  start: 'justify-start text-start',
  stack: 'flex-col justify-center gap-1.5 py-2 text-center',
} as const;

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
  /** `start` puts the key at the far end, `stack` below the words. */
  readonly align?: keyof typeof layouts;
}

/** The one button of the product: 44 px high at least, 56 px on keypads and tenders. */
export function Button(props: ButtonProps): ReactElement {
  const { tone = 'plain', size = 'touch', align = 'center' } = props;
  const isDisabled = useDisabled(props.isDisabled ?? false);
  const face = isDisabled ? `cursor-not-allowed ${disabledTones[tone]}` : `cursor-pointer ${tones[tone]}`;
  return (
    <AriaButton
      onPress={props.onPress}
      isDisabled={isDisabled}
      autoFocus={props.autoFocus ?? false}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      data-testid={props.testId}
      className={`inline-flex items-center rounded-control font-semibold transition-colors duration-100 ${sizes[size]} ${layouts[align]} ${face} ${props.wide ? 'w-full' : ''}`}
    >
      {props.icon}
      <span className={`leading-tight ${align === 'start' ? 'min-w-0 flex-1' : ''}`}>{props.children}</span>
      {props.hint === undefined ? null : <Kbd keys={props.hint} inverse={tone === 'primary' && !isDisabled} />}
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
export function IconButton({ label, icon, onPress, hint, testId, ...props }: IconButtonProps): ReactElement {
  const isDisabled = useDisabled(props.isDisabled ?? false);
  return (
    <AriaButton
      aria-label={label}
      onPress={onPress}
      isDisabled={isDisabled}
      data-testid={testId}
      className={`inline-flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-control px-2 text-ink transition-colors duration-100 hover:bg-sunken data-pressed:bg-sunken ${isDisabled ? 'cursor-not-allowed text-soft opacity-60' : 'cursor-pointer'}`}
    >
      {icon}
      {hint === undefined ? null : <Kbd keys={hint} />}
    </AriaButton>
  );
}
