import { Check as CheckMark, ChevronDown } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Button,
  Checkbox,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
} from 'react-aria-components';
import { useDisabled } from './disabled.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}
export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly hideLabel?: boolean;
  /** What stands there while nothing is chosen (`value` is empty). */
  readonly placeholder?: string;
  readonly testId?: string;
}

/** Picks one of many from a list that opens. */
export function Choice({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  placeholder,
  testId,
}: ChoiceProps): ReactElement {
  const isDisabled = useDisabled(false);
  return (
    <Select
      isDisabled={isDisabled}
      selectedKey={value === '' ? null : value}
      placeholder={placeholder ?? ''}
      onSelectionChange={(key) => onChange(String(key))}
      // The button inside shows the focus; around the label too it would be shown twice.
      className="flex w-full min-w-0 flex-col gap-1.5 outline-none"
      data-testid={testId}
    >
      <Label className={hideLabel ? 'sr-only' : 'text-sm font-medium text-soft'}>{label}</Label>
      <Button className="flex min-h-11 w-full min-w-0 cursor-pointer items-center justify-between gap-2 rounded-control border border-edge bg-surface px-3 text-start text-[15px] data-disabled:cursor-not-allowed data-disabled:bg-raised data-disabled:text-soft">
        <SelectValue className="truncate" />
        <ChevronDown size={18} aria-hidden="true" className="shrink-0 text-soft" />
      </Button>
      <Popover className="max-h-80 min-w-(--trigger-width) overflow-auto rounded-control border border-line bg-surface p-1 shadow-xl">
        <ListBox items={options} className="outline-none">
          {(option: Option) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              className="flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-lg px-3 text-[15px] outline-none focus:bg-accent-soft hover:bg-sunken"
            >
              {({ isSelected }) => (
                <>
                  <span>{option.label}</span>
                  {isSelected ? <CheckMark size={16} aria-hidden="true" className="text-accent" /> : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** Picks one of a few that are all in sight. */
export function Segments({ label, value, options, onChange, hideLabel = false, testId }: ChoiceProps): ReactElement {
  const isDisabled = useDisabled(false);
  return (
    <RadioGroup
      isDisabled={isDisabled}
      value={value}
      onChange={onChange}
      orientation="horizontal"
      className="flex flex-col gap-1.5"
      data-testid={testId}
    >
      <Label className={hideLabel ? 'sr-only' : 'text-sm font-medium text-soft'}>{label}</Label>
      <div className="flex gap-0.5 rounded-control bg-sunken p-0.5">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            data-testid={testId === undefined ? undefined : `${testId}-${option.value}`}
            className="flex min-h-11 flex-1 cursor-pointer items-center justify-center whitespace-nowrap rounded-lg px-4 text-center text-[15px] font-medium text-soft data-selected:bg-surface data-selected:text-ink data-selected:shadow-sm data-focus-visible:outline-3 data-focus-visible:outline-accent data-disabled:cursor-not-allowed data-disabled:text-soft"
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

export interface CheckProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
  readonly isDisabled?: boolean;
  readonly testId?: string;
}

/** Yes or no beside its words. */
export function Check({ isOn, onChange, children, isDisabled = false, testId }: CheckProps): ReactElement {
  const isOff = useDisabled(isDisabled);
  return (
    <Checkbox
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isOff}
      data-testid={testId}
      className="group flex min-h-11 min-w-0 flex-1 cursor-pointer items-center gap-3 rounded-lg px-2 text-[15px] data-disabled:cursor-not-allowed data-disabled:text-soft data-focus-visible:outline-3 data-focus-visible:outline-accent"
    >
      <span
        aria-hidden="true"
        className="flex size-6 shrink-0 items-center justify-center rounded-md border border-edge bg-surface text-on-accent group-data-selected:border-accent group-data-selected:bg-accent"
      >
        {isOn ? <CheckMark size={16} /> : null}
      </span>
      <span className="min-w-0 flex-1">{children}</span>
    </Checkbox>
  );
}
