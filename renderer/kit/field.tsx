import type { ReactElement, ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { useDisabled } from './disabled.tsx';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string;
  /** What is wrong, in a clear sentence; empty or absent means nothing is. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'search';
  readonly type?: 'text' | 'password' | 'date';
  readonly onEnter?: () => void;
  readonly onFocus?: () => void;
  /** One of the fields a count goes through, see `focusNextCount`. */
  readonly isCounted?: boolean;
  readonly icon?: ReactNode;
  readonly hideLabel?: boolean;
  readonly money?: boolean;
  readonly maxLength?: number;
  readonly isDisabled?: boolean;
  /** A sign after the text, such as %. */
  readonly suffix?: string;
  readonly testId?: string;
}

/**
 * Control characters and line separators: pasted ones become spaces, so that no field holds what the hub refuses and a
 * printer could take for a command.
 */
export function withoutControl(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** One line of text with its label above, help below and the error in words. */
export function Field(props: FieldProps): ReactElement {
  const isDisabled = useDisabled(props.isDisabled ?? false);
  const wrong = props.error !== undefined && props.error !== '';
  return (
    <TextField
      value={props.value}
      onChange={(text) => props.onChange(withoutControl(text))}
      isInvalid={wrong}
      isDisabled={isDisabled}
      type={props.type ?? 'text'}
      autoFocus={props.autoFocus ?? false}
      maxLength={props.maxLength ?? 200}
      className="flex w-full flex-col gap-1.5"
    >
      <Label className={props.hideLabel ? 'sr-only' : 'text-sm font-medium text-soft'}>{props.label}</Label>
      <span className="relative flex items-center">
        {props.icon === undefined ? null : (
          <span className="pointer-events-none absolute start-3 text-soft">{props.icon}</span>
        )}
        <Input
          data-testid={props.testId}
          placeholder={props.placeholder ?? ''}
          inputMode={props.inputMode ?? 'text'}
          data-count-field={props.isCounted}
          onFocus={() => props.onFocus?.()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') props.onEnter?.();
          }}
          className={`min-h-11 w-full rounded-control border bg-surface px-3 text-base text-ink outline-none placeholder:text-soft focus:border-accent focus:ring-2 focus:ring-accent ${wrong ? 'border-bad' : 'border-edge'} ${props.icon === undefined ? '' : 'ps-10'} ${props.money ? 'money text-end' : ''} ${props.suffix === undefined ? '' : 'pe-9'} disabled:bg-raised disabled:text-soft`}
        />
        {props.suffix === undefined ? null : (
          <span aria-hidden="true" className="pointer-events-none absolute end-3 text-soft">
            {props.suffix}
          </span>
        )}
      </span>
      {props.help === undefined || wrong ? null : (
        <Text slot="description" className="text-[13px] text-soft">
          {props.help}
        </Text>
      )}
      <FieldError className="text-[13px] font-medium text-bad">{props.error}</FieldError>
    </TextField>
  );
}
