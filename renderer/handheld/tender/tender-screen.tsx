import { type ReactElement, useRef, useState } from 'react';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { minor } from '../../../domain/money/minor.ts';
import type { TenderKind } from '../../../domain/sale/sale.ts';
import { quickCash } from '../../../domain/tender/quick-cash.ts';
import { pressKey } from '../../kit/keypad.tsx';
import { amountDigitsMax, minorOfDigits } from '../app/keyed-figures.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { useDigitKeys } from '../app/use-digit-keys.ts';
import { useLostText } from '../check/use-sell-check.ts';
import type { HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState, SaleState } from '../engine/handheld-state.ts';
import { CardSheet } from './card-sheet.tsx';
import { TenderView } from './tender-view.tsx';

export interface TenderScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly sale: SaleState;
  readonly onBack: () => void;
}

interface Taking {
  readonly take: (kind: TenderKind, amount: number, reference: string) => Promise<boolean>;
  readonly problem: string | null;
  readonly isBusy: boolean;
}

/** Takes money once, however often the button is hit: the second tap comes before React has drawn anything. */
function useTaking(engine: HandheldEngine): Taking {
  const refusalText = useRefusalText();
  const isTaking = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take: Taking['take'] = async (kind, amount, reference) => {
    if (isTaking.current) return false;
    isTaking.current = true;
    setBusy(true);
    const done = await engine.tender(kind, minor(amount), reference);
    isTaking.current = false;
    setBusy(false);
    setProblem(done.ok ? null : refusalText(done.refusal));
    return done.ok;
  };
  return { take, problem, isBusy };
}

/** Takes the money; the sale completes with the last of it. */
export function TenderScreen({ engine, state, sale, onBack }: TenderScreenProps): ReactElement {
  const { currency } = useStoreMoney();
  const [digits, setDigits] = useState('');
  const [isCard, setCard] = useState(false);
  const { take, problem, isBusy } = useTaking(engine);
  const lost = useLostText(state);
  const { due } = sale;
  const entered = minorOfDigits(digits, currency);
  const key = (pressed: string): void => setDigits((now) => pressKey(now, pressed, amountDigitsMax));
  const cash = async (amount: number): Promise<void> => {
    if (await take('cash', amount, '')) setDigits('');
  };
  const card = async (reference: string): Promise<void> => {
    if (!(await take('card-manual', entered === 0 ? due.exact : entered, reference))) return;
    setDigits('');
    setCard(false);
  };
  useDigitKeys(key, () => {
    if (!isCard && lost === null) void cash(due.exact === 0 ? 0 : entered === 0 ? due.cash : entered);
  });
  return (
    <>
      <TenderView
        due={due}
        tenders={sale.open.tenders}
        entered={entered}
        quickCash={due.direction === 'taken' ? quickCash(due.cash, denominationsOf(currency)) : []}
        isOffline={state.hub.standing === 'away'}
        problem={isCard ? null : (lost ?? problem)}
        isBusy={isBusy || sale.isCompleting || lost !== null}
        onKey={key}
        onCash={(amount) => void cash(amount)}
        onCard={() => setCard(true)}
        onRemove={(tenderId) => void engine.removeTender(tenderId)}
        onBack={onBack}
      />
      {isCard ? (
        <CardSheet
          amount={entered === 0 ? due.exact : entered}
          direction={due.direction}
          problem={lost ?? problem}
          // A card that is charged already has to be told to the engine, which knows better than a screen.
          isBusy={isBusy}
          onTaken={(reference) => void card(reference)}
          onClose={() => setCard(false)}
        />
      ) : null}
    </>
  );
}
