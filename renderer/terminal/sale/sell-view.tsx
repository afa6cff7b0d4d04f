import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Banner, type StateTone, StatusStrip, type StripPart } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { TopBar, type TopBarProps } from '../app/top-bar.tsx';
import { ItemBrowser, type ItemBrowserProps } from '../catalog/item-browser.tsx';
import { SalePanel, type SalePanelProps } from './sale-panel.tsx';

/** Something to tell above the grid: a code nobody knows, a line that was refused, a hub that restarts. */
export interface SellNotice {
  readonly tone: StateTone;
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined;
}
export interface SellViewProps {
  readonly bar: TopBarProps;
  readonly browser: ItemBrowserProps;
  readonly panel: SalePanelProps;
  readonly notices: readonly SellNotice[];
  readonly onDismiss: () => void;
  readonly status: readonly StripPart[];
  readonly clock: string;
}

function Notices({ notices, onDismiss }: Pick<SellViewProps, 'notices' | 'onDismiss'>): ReactElement | null {
  const t = useText();
  if (notices.length === 0) return null;
  return (
    <div className="absolute inset-x-4 bottom-3 z-20 flex flex-col gap-2 rounded-control shadow-xl">
      {notices.map((notice) => (
        <Banner
          key={notice.title}
          tone={notice.tone}
          title={notice.title}
          text={notice.text}
          testId="notice"
          action={
            notice.action === undefined ? (
              <Button tone="quiet" hint="Esc" onPress={onDismiss} testId="dismiss">
                {t('dismiss')}
              </Button>
            ) : (
              <span className="flex gap-2">
                <Button onPress={notice.action.onPress} testId="notice-action">
                  {notice.action.label}
                </Button>
                <Button tone="quiet" hint="Esc" onPress={onDismiss} testId="dismiss">
                  {t('dismiss')}
                </Button>
              </span>
            )
          }
        />
      ))}
    </div>
  );
}

/** The screen that sells: grid and search left, the sale right, the total always in sight, the money one tap away. */
export function SellView(props: SellViewProps): ReactElement {
  return (
    <div className="flex h-full min-h-0 flex-col" data-testid="sell">
      <TopBar {...props.bar} />
      <div className="flex min-h-0 flex-1">
        <main className="relative flex min-h-0 min-w-0 flex-1 flex-col">
          {/* Over the grid, not above it: tiles that move would be missed by a hand on its way. */}
          <Notices notices={props.notices} onDismiss={props.onDismiss} />
          <div className="min-h-0 flex-1">
            <ItemBrowser {...props.browser} />
          </div>
        </main>
        <SalePanel {...props.panel} />
      </div>
      <StatusStrip parts={props.status} end={props.clock} />
    </div>
  );
}
