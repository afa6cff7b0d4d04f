import { ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import { useText } from '../../kit/text.tsx';

const kinds = {
  ios: ['trust.ios-1', 'trust.ios-2', 'trust.ios-3'],
  android: ['trust.android-1', 'trust.android-2', 'trust.android-3'],
} as const;

/** How a phone learns to trust the counter, once. Clicking a warning away is never advised: nothing could be kept then. */
export function TrustHelp({ isOpen }: { readonly isOpen: boolean }): ReactElement {
  const t = useText();
  return (
    <details open={isOpen} className="group rounded-card border border-line bg-surface" data-testid="trust-help">
      <summary className="flex min-h-14 cursor-pointer list-none items-center gap-2 px-4 font-semibold">
        <span className="min-w-0 flex-1">{t('trust.title')}</span>
        <ChevronDown size={20} aria-hidden="true" className="shrink-0 text-soft group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-4 border-t border-line p-4 text-[15px]">
        <p>{t('trust.text')}</p>
        <p className="font-semibold">iPhone, iPad</p>
        <Steps steps={kinds.ios} />
        <p className="font-semibold">Android</p>
        <Steps steps={kinds.android} />
        <p className="text-soft">{t('trust.never')}</p>
      </div>
    </details>
  );
}

function Steps({ steps }: { readonly steps: readonly string[] }): ReactElement {
  const t = useText();
  return (
    <ol className="m-0 flex list-decimal flex-col gap-1 ps-5">
      {steps.map((key) => (
        <li key={key}>{t(key)}</li>
      ))}
    </ol>
  );
}
