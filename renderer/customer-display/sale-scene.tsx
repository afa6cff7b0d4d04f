import type { ReactElement } from 'react';
import type { CustomerScene } from '../../domain/customer-display/customer-scene.ts';
import { useText } from '../kit/text.tsx';
import { LineList } from './line-list.tsx';
import { MoneyPanel } from './money-panel.tsx';

/** A sale as it is rung or paid. */
export type OpenScene = Extract<CustomerScene, { readonly kind: 'sale' | 'payment' }>;
export interface SaleSceneProps {
  readonly scene: OpenScene;
  readonly storeName: string;
}

/** The lines as they ring, and what they come to: side by side, or one above the other on a tall screen. */
export function SaleScene({ scene, storeName }: SaleSceneProps): ReactElement {
  const t = useText();
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_minmax(0,43%)] portrait:grid-cols-1 portrait:grid-rows-[minmax(0,1fr)_auto]">
      <section className="flex min-h-0 min-w-0 flex-col">
        <header className="flex shrink-0 items-baseline justify-between gap-[1.5em] px-[1.6em] pt-[1.2em] pb-[0.8em]">
          <h1 className="min-w-0 truncate text-[1.25em] font-semibold">{t('display.lines')}</h1>
          <p className="money shrink-0 text-[1.1em] text-soft" data-testid="customer-count">
            <bdi>{t('display.count', { count: scene.count })}</bdi>
          </p>
        </header>
        <LineList lines={scene.lines} touched={scene.touched} />
      </section>
      <MoneyPanel scene={scene} storeName={storeName} />
    </div>
  );
}
