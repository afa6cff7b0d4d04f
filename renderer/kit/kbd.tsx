import type { ReactElement } from 'react';

/** A key of the keyboard, as it is printed on it. Decoration: the control's own name says what it does. */
export function Kbd({ keys, inverse = false }: { readonly keys: string; readonly inverse?: boolean }): ReactElement {
  const tone = inverse ? 'border-current' : 'border-line bg-raised text-soft';
  return (
    <span
      aria-hidden="true"
      dir="ltr"
      className={`inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded border px-1 font-sans text-[11px] font-medium leading-none ${tone}`}
    >
      {keys}
    </span>
  );
}
