import type { ReactElement } from 'react';

/** Paper on the screen: exactly the characters the printer puts on it, in its columns. */
export function Paper({ text, columns }: { readonly text: string; readonly columns: number }): ReactElement {
  return (
    <div className="overflow-auto rounded-sm bg-white p-5 text-black shadow-md">
      <pre className="selectable m-0 font-mono text-[13px] leading-[1.35]" data-testid="paper" data-columns={columns}>
        {text}
      </pre>
    </div>
  );
}
