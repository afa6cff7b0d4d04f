import { type ReactElement, useState } from 'react';

export interface HeldProps<Value> {
  readonly start: Value;
  readonly children: (value: Value, change: (value: Value) => void) => ReactElement;
}

/** Holds what a view asks its screen to hold, so that fields of the gallery can be typed into. */
export function Held<Value>({ start, children }: HeldProps<Value>): ReactElement {
  const [value, change] = useState(start);
  return children(value, change);
}

/** For what leads out of the view: in the gallery there is nowhere to go. */
export function nowhere(): void {
  // Nothing happens here.
}
