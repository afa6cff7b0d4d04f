import type { ReactElement, ReactNode } from 'react';
import { Banner } from './state.tsx';

/** The foot of a long sheet: what is wrong stands beside the button that found it, in sight however far the fields scroll. */
export function SheetFooter({
  problem,
  children,
}: {
  readonly problem: string | null;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <>
      <div className="min-w-0 flex-1">
        {problem === null ? null : <Banner tone="warn" title={problem} testId="sheet-problem" />}
      </div>
      {children}
    </>
  );
}
