import { ArrowLeft } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { IconButton } from '../../kit/button.tsx';
import { useText } from '../../kit/text.tsx';

export interface HandPageProps {
  readonly title: string;
  readonly onBack?: (() => void) | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The one thing this screen is for: at the lower edge, within reach of the thumb, above the phone's own bar. */
  readonly footer?: ReactNode;
  readonly testId: string;
}

/** A whole screen of the handheld: what it is on top, its content, its act below. */
export function HandPage({ title, onBack, actions, children, footer, testId }: HandPageProps): ReactElement {
  const t = useText();
  return (
    <main className="flex h-full min-h-0 flex-col bg-paper" data-testid={testId}>
      <header className="flex shrink-0 items-center gap-1 border-b border-line bg-surface px-2 pt-[env(safe-area-inset-top)]">
        {onBack === undefined ? null : (
          <IconButton
            label={t('back')}
            icon={<ArrowLeft size={22} aria-hidden="true" className="rtl:rotate-180" />}
            onPress={onBack}
            testId="back"
          />
        )}
        <h1 className="min-h-14 min-w-0 flex-1 content-center truncate ps-2 text-lg font-semibold">{title}</h1>
        {actions}
      </header>
      <div className="min-h-0 flex-1 overflow-auto overscroll-contain">
        <div className="mx-auto flex min-h-full w-full max-w-2xl flex-col gap-4 p-4">{children}</div>
      </div>
      {footer === undefined ? null : (
        <footer className="shrink-0 border-t border-line bg-surface pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
          <div className="mx-auto flex w-full max-w-2xl flex-col gap-2 px-4">{footer}</div>
        </footer>
      )}
    </main>
  );
}
