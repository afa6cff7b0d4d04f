import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import type { CheckId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { CheckScreen } from '../check/check-screen.tsx';
import { OpenScreen } from '../check/open-screen.tsx';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { ReturnScreen } from '../journal/return-screen.tsx';
import { OutboxScreen } from '../outbox/outbox-screen.tsx';
import { SellScreen } from '../sale/sell-screen.tsx';
import { StockScreen } from '../stock/stock-screen.tsx';
import { DoneScreen } from '../tender/done-screen.tsx';
import { TenderScreen } from '../tender/tender-screen.tsx';
import { ShiftScreen } from '../till/shift-screen.tsx';
import type { PageTools } from './page-tools.ts';
import type { Place } from './place-bar.tsx';
import { refusalText } from './refusal-text.ts';
import { type Scans, useScans } from './use-scans.ts';

export interface CounterScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: PageTools;
  /** The check goods are keyed for; null for an ordinary sale. Kept above, so that the lock does not lose it. */
  readonly ordering: CheckId | null;
  readonly onOrdering: (checkId: CheckId | null) => void;
}

type Where = Place | 'tender' | 'outbox';
const noWedge = { prefix: '', suffix: '' } as const;

interface Ways {
  readonly where: Where;
  readonly receipt: string;
  /** The check that is looked at. */
  readonly checkId: CheckId | null;
  readonly scans: Scans;
  /** Was scanned and has no price. */
  readonly priceless: Item | null;
  readonly onPriced: () => void;
  readonly go: (where: Where) => void;
  readonly sell: () => void;
  /** To one check, or to the list of them. What is keyed for a table ends with it. */
  readonly toCheck: (checkId: CheckId | null) => void;
}

/** Where somebody is, and how they come elsewhere. */
function useWays({ engine, state, tools, onOrdering }: CounterScreenProps): Ways {
  const [where, go] = useState<Where>('sell');
  const [receipt, setReceipt] = useState('');
  const [checkId, setCheckId] = useState<CheckId | null>(null);
  const [priceless, setPriceless] = useState<Item | null>(null);
  const scans = useScans({
    engine,
    tools,
    wedge: state.settings?.scanner ?? noWedge,
    isOn: state.done === null && (where === 'sell' || where === 'return'),
    onReceipt: (number) => {
      // Goods that come back are never put on a check.
      onOrdering(null);
      setReceipt(number);
      go('return');
    },
    onPriceNeeded: (item) => {
      setPriceless(item);
      go('sell');
    },
  });
  const sell = (): void => {
    setReceipt('');
    go('sell');
  };
  const toCheck = (next: CheckId | null): void => {
    onOrdering(null);
    setCheckId(next);
    go('held');
  };
  const onPriced = useCallback(() => setPriceless(null), []);
  return { where, receipt, checkId, scans, priceless, onPriced, go, sell, toCheck };
}

/** Somebody is signed on: where they are, and how they come elsewhere. */
export function CounterScreen(props: CounterScreenProps): ReactElement {
  const { engine, state, tools } = props;
  const ways = useWays(props);
  const { where, sell } = ways;
  useGoneTable(props, ways.scans);
  const shared = { engine, state, tools, onBack: sell };
  if (state.done !== null) return <DoneScreen {...shared} done={state.done} onNext={sell} />;
  if (where === 'tender' && state.sale !== null) return <TenderScreen {...shared} sale={state.sale} />;
  switch (where) {
    case 'sell':
    case 'tender':
      return <Selling {...props} ways={ways} />;
    case 'held':
      return <Waiting {...props} ways={ways} />;
    case 'return':
      return <ReturnScreen {...shared} startNumber={ways.receipt} onAdded={sell} />;
    case 'stock':
      return <StockScreen {...shared} />;
    case 'shift':
      return <ShiftScreen {...shared} />;
    case 'outbox':
      return <OutboxScreen {...shared} />;
  }
}

/** The table was paid or closed while goods were keyed for it: they stay rung, and that is said. */
function useGoneTable({ state, ordering, onOrdering }: CounterScreenProps, scans: Scans): void {
  const t = useText();
  const seen = useRef(ordering);
  const isListed = state.checks.some(({ checkId }) => checkId === ordering);
  if (isListed) seen.current = ordering;
  // One that was just opened may not be listed yet: only what was there can go.
  const isGone = ordering !== null && !isListed && seen.current === ordering;
  // The list of checks is the engine's: that one of them went is told once, when it goes.
  useEffect(() => {
    if (!isGone) return;
    onOrdering(null);
    scans.say({ tone: 'warn', title: t('check.gone'), text: t('check.gone-ordering') });
  }, [isGone, onOrdering, scans, t]);
}

type Part = CounterScreenProps & { readonly ways: Ways };

function Selling({ engine, state, tools, ordering, ways }: Part): ReactElement {
  const { go, toCheck, scans, priceless, onPriced } = ways;
  return (
    <SellScreen
      {...{ engine, state, tools, scans, priceless, onPriced }}
      ordering={state.checks.find(({ checkId }) => checkId === ordering) ?? null}
      onCheck={toCheck}
      onPay={() => go('tender')}
      onPlace={(place) => (place === 'held' ? toCheck(null) : go(place))}
      onLineState={() => go('outbox')}
    />
  );
}

/** Tables and sales on hold, or one of the tables. */
function Waiting({ engine, state, onOrdering, ways }: Part): ReactElement {
  const t = useText();
  const { checkId, go, sell, toCheck, scans } = ways;
  const keyFor = (table: CheckId): void => {
    onOrdering(table);
    toSell();
  };
  const toSell = (): void => {
    scans.say(null);
    sell();
  };
  // The check is in the sale: what stands against money is said before any is offered.
  const pay = (): void => {
    const may = engine.mayTakeMoney();
    if (may.ok) go('tender');
    else {
      sell();
      scans.say({ tone: 'warn', title: refusalText(t, may.refusal) });
    }
  };
  if (checkId === null)
    return <OpenScreen {...{ engine, state }} onCheck={toCheck} onOpened={keyFor} onResumed={sell} onBack={sell} />;
  return (
    <CheckScreen
      {...{ engine, state, checkId }}
      onOrder={() => keyFor(checkId)}
      onTaken={pay}
      onSale={toSell}
      onBack={() => toCheck(null)}
    />
  );
}
