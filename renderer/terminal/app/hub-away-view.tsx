import { PlugZap } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface HubAwayViewProps {
  /** Text key under `fault.`; `hub-away` while it only restarts. */
  readonly code: string;
  readonly onRetry: (() => void) | undefined;
}

/** The hub is not there yet, or not any more: what is safe and what to do. */
export function HubAwayView({ code, onRetry }: HubAwayViewProps): ReactElement {
  const t = useText();
  return (
    <main className="h-full bg-paper" data-testid="hub-away" data-code={code}>
      <EmptyState
        isWhole
        icon={<PlugZap size={64} strokeWidth={1.25} aria-hidden="true" />}
        title={t(`fault.${code}.text`)}
        text={t(`fault.${code}.action`)}
        action={
          onRetry === undefined ? undefined : (
            <Button tone="primary" size="tall" hint="Enter" autoFocus onPress={onRetry} testId="retry">
              {t('retry')}
            </Button>
          )
        }
      />
    </main>
  );
}
