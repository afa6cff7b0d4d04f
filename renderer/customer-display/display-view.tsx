import './customer-display.css';
import type { ReactElement } from 'react';
import type { CustomerDisplay } from '../../domain/customer-display/customer-scene.ts';
import { CustomerText } from './customer-text.tsx';
import { DoneScene } from './done-scene.tsx';
import { IdleScene } from './idle-scene.tsx';
import { SaleScene } from './sale-scene.tsx';
import { Spoken } from './spoken.tsx';

export interface DisplayViewProps {
  readonly display: CustomerDisplay;
  /** Address of the idle picture; null without one. */
  readonly pictureUrl: string | null;
  /** The moment of the idle clock, epoch ms. */
  readonly now: number;
}

function Scene({ display, pictureUrl, now }: DisplayViewProps): ReactElement {
  const { scene, storeName, timeZone, language } = display;
  switch (scene.kind) {
    case 'idle':
      return <IdleScene {...{ storeName, timeZone, language, pictureUrl, now }} />;
    case 'done':
      return <DoneScene done={scene} storeName={storeName} />;
    case 'sale':
    case 'payment':
      return <SaleScene scene={scene} storeName={storeName} />;
  }
}

/** The customer's side of the counter. Nothing on it can be touched: it only tells. */
export function DisplayView(props: DisplayViewProps): ReactElement {
  const { language, currency, scene } = props.display;
  return (
    <CustomerText language={language} currency={currency}>
      <main
        className="customer-display h-full overflow-hidden bg-paper text-ink"
        data-testid="customer-display"
        data-scene={scene.kind}
      >
        <Scene {...props} />
        <Spoken scene={scene} />
      </main>
    </CustomerText>
  );
}
