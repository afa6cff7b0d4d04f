import type { ReactElement } from 'react';

export interface PinDotsProps {
  /** Digits keyed so far; only how many there are is shown. */
  readonly length: number;
  /** Stands there while nothing is keyed. */
  readonly label: string;
  /** The same as a sentence, for who cannot see it. */
  readonly spoken: string;
}

/** A dot for each digit keyed, never the digit. */
export function PinDots({ length, label, spoken }: PinDotsProps): ReactElement {
  const dots = Array.from({ length }, (_, place) => place);
  return (
    <div
      role="img"
      aria-label={spoken}
      className="flex min-h-14 items-center justify-center gap-3 rounded-control border border-edge bg-surface"
      data-testid="pin-dots"
      data-length={length}
    >
      {length === 0 ? <span className="text-soft">{label}</span> : null}
      {dots.map((place) => (
        <span key={place} className="size-3.5 rounded-full bg-ink" />
      ))}
    </div>
  );
}
