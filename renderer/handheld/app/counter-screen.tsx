import { type ReactElement, useState } from 'react';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { HeldScreen } from '../held/held-screen.tsx';
import { ReturnScreen } from '../journal/return-screen.tsx';
import { OutboxScreen } from '../outbox/outbox-screen.tsx';
import { SellScreen } from '../sale/sell-screen.tsx';
import { StockScreen } from '../stock/stock-screen.tsx';
import { DoneScreen } from '../tender/done-screen.tsx';
import { TenderScreen } from '../tender/tender-screen.tsx';
import { ShiftScreen } from '../till/shift-screen.tsx';
import type { PageTools } from './page-tools.ts';
import type { Place } from './place-bar.tsx';
import { useScans } from './use-scans.ts';

export interface CounterScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: PageTools;
}

type Where = Place | 'tender' | 'outbox';
const noWedge = { prefix: '', suffix: '' } as const;

/** Somebody is signed on: where they are, and how they come elsewhere. */
export function CounterScreen({ engine, state, tools }: CounterScreenProps): ReactElement {
  const [where, go] = useState<Where>('sell');
  const [receipt, setReceipt] = useState('');
  const scans = useScans({
    engine,
    tools,
    wedge: state.settings?.scanner ?? noWedge,
    isOn: state.done === null && (where === 'sell' || where === 'return'),
    onReceipt: (number) => {
      setReceipt(number);
      go('return');
    },
  });
  const sell = (): void => {
    setReceipt('');
    go('sell');
  };
  const shared = { engine, state, tools, onBack: sell };
  if (state.done !== null) return <DoneScreen {...shared} done={state.done} onNext={sell} />;
  if (where === 'tender' && state.sale !== null) return <TenderScreen {...shared} sale={state.sale} />;
  switch (where) {
    case 'sell':
    case 'tender':
      return (
        <SellScreen
          {...shared}
          scans={scans}
          onPay={() => go('tender')}
          onPlace={go}
          onLineState={() => go('outbox')}
        />
      );
    case 'held':
      return <HeldScreen {...shared} onResumed={sell} />;
    case 'return':
      return <ReturnScreen {...shared} startNumber={receipt} onAdded={sell} />;
    case 'stock':
      return <StockScreen {...shared} />;
    case 'shift':
      return <ShiftScreen {...shared} />;
    case 'outbox':
      return <OutboxScreen {...shared} />;
  }
}
