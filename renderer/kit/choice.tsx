import { Check, ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
} from 'react-aria-components';

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
  return (
    <Select
      selectedKey={value === '' ? null : value}
      placeholder={placeholder ?? ''}
      onSelectionChange={(key) => onChange(String(key))}
      className="flex w-full min-w-0 flex-col gap-1.5"
      data-testid={testId}
    >
      <Label className={hideLabel ? 'sr-only' : 'text-sm font-medium text-soft'}>{label}</Label>
      <Button className="flex min-h-11 w-full min-w-0 cursor-pointer items-center justify-between gap-2 rounded-control border border-edge bg-surface px-3 text-start text-[15px]">
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
                  {isSelected ? <Check size={16} aria-hidden="true" className="text-accent" /> : null}
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
  return (
    <RadioGroup
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
            className="flex min-h-11 flex-1 cursor-pointer items-center justify-center whitespace-nowrap rounded-lg px-4 text-center text-[15px] font-medium text-soft data-selected:bg-surface data-selected:text-ink data-selected:shadow-sm data-focus-visible:outline-3 data-focus-visible:outline-accent"
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
