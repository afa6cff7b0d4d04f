import { type ReactElement, useRef, useState } from 'react';
import { denominationsOf } from '../../../domain/money/denominations.ts';
import { type Minor, minor } from '../../../domain/money/minor.ts';
import { includesRole } from '../../../domain/staff/authorise.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useStoreMoney } from '../app/store-text.tsx';
import { useNow } from '../app/use-now.ts';
import type { CashCount, HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { AmountSheet } from '../sale/amount-sheet.tsx';
import { PasskeyScreen } from '../staff/passkey-screen.tsx';
import { CashCountView } from './count-view.tsx';
import { ShiftView } from './shift-view.tsx';

export interface ShiftScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly onBack: () => void;
}

/** What was counted, as the engine takes it; card slips are declared when there are any. */
function countOf(pieces: ReadonlyMap<number, string>, slips: Minor): CashCount {
  const denominations = [...pieces]
    .filter(([, text]) => text !== '')
    .map(([value, text]) => ({ value: minor(value), pieces: Number(text) }));
  return { denominations, declared: slips === 0 ? [] : [{ kind: 'card-manual', amount: slips }] };
}

function totalOf({ denominations }: CashCount): Minor {
  return minor(denominations.reduce((all, { value, pieces }) => all + value * pieces, 0));
}

/** The count at the end of a shift. */
function CountScreen({ engine, onBack }: Pick<ShiftScreenProps, 'engine' | 'onBack'>): ReactElement {
  const t = useText();
  const refusalText = useRefusalText();
  const { currency } = useStoreMoney();
  const [pieces, setPieces] = useState<ReadonlyMap<number, string>>(new Map());
  const [slips, setSlips] = useState<Minor>(minor(0));
  const [isKeying, setKeying] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isClosing = useRef(false);
  const { coins, notes } = denominationsOf(currency);
  const count = countOf(pieces, slips);
  const commit = async (): Promise<void> => {
    if (isClosing.current) return;
    isClosing.current = true;
    const done = await engine.closeShift(count);
    isClosing.current = false;
    if (done.ok) onBack();
    else setProblem(refusalText(done.refusal));
  };
  return (
    <>
      <CashCountView
        {...{ pieces, slips, problem, onBack }}
        values={[...coins, ...notes].reverse()}
        total={totalOf(count)}
        onPieces={(value, text) => setPieces(new Map(pieces).set(value, text))}
        onSlips={() => setKeying(true)}
        onCommit={() => void commit()}
      />
      {isKeying ? (
        <AmountSheet
          title={t('cash-count.slips')}
          text={t('cash-count.slips-text')}
          act={t('quantity.apply')}
          problem={null}
          onApply={(amount) => {
            setSlips(amount);
            setKeying(false);
          }}
          onClose={() => setKeying(false)}
        />
      ) : null}
    </>
  );
}

/** Opens and closes the shift of this phone. */
export function ShiftScreen({ engine, state, onBack }: ShiftScreenProps): ReactElement {
  const t = useText();
  const refusalText = useRefusalText();
  const now = useNow(60_000);
  const [mode, setMode] = useState<'look' | 'open' | 'count' | 'passkeys'>('look');
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (amount: Minor): Promise<void> => {
    const done = await engine.openShift(amount);
    setProblem(done.ok ? null : refusalText(done.refusal));
    if (done.ok) setMode('look');
  };
  if (mode === 'count') return <CountScreen engine={engine} onBack={() => setMode('look')} />;
  if (mode === 'passkeys') return <PasskeyScreen {...{ engine, state }} onBack={() => setMode('look')} />;
  const { shift, staff } = state;
  const mayConsent = staff !== null && includesRole(staff.role, 'supervisor');
  return (
    <>
      <ShiftView
        shift={shift}
        openedBy={state.people.find(({ staffId }) => staffId === shift?.openedBy)?.name ?? ''}
        staffName={state.staff?.name ?? ''}
        deviceName={state.device?.name ?? ''}
        version={state.device?.version ?? ''}
        problem={mode === 'look' ? problem : null}
        now={now}
        onOpen={() => setMode('open')}
        onClose={() => setMode('count')}
        onLock={engine.lock}
        onPasskeys={mayConsent ? () => setMode('passkeys') : null}
        onBack={onBack}
      />
      {mode === 'open' ? (
        <AmountSheet
          title={t('shift.open')}
          text={t('shift.float')}
          act={t('shift.open')}
          problem={problem}
          onApply={(amount) => void open(amount)}
          onClose={() => setMode('look')}
        />
      ) : null}
    </>
  );
}
