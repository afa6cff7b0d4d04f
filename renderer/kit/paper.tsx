import type { ReactElement, ReactNode } from 'react';

/** Paper on the screen, as wide as the printer's columns. White in the dark too: paper is. */
export function Paper({ columns, children }: { readonly columns: number; readonly children: ReactNode }): ReactElement {
  return (
    <div className="w-fit rounded-sm bg-white px-6 pt-6 pb-4 text-black shadow-md" dir="ltr">
      <div
        className="selectable font-mono text-[13px] leading-[1.4] whitespace-pre"
        style={{ width: `${columns}ch` }}
        data-testid="paper"
        data-columns={columns}
      >
        {children}
      </div>
    </div>
  );
}
