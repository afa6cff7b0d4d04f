import { type ReactElement, useMemo, useState } from 'react';
import type { CheckId, LineId } from '../../../domain/id.ts';
import { settleSale } from '../../../domain/sale/settle-sale.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useNow } from '../app/use-now.ts';
import type { CheckView } from '../engine/check-engine.ts';
import type { Done, HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { CheckPage, GoneCheckPage } from './check-page.tsx';
import { type CheckSheet, CheckSheets } from './check-sheets.tsx';
import { rungLines, saleCheckOf } from './sale-check.ts';
import { useOnce } from './use-once.ts';

export interface CheckScreenProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly checkId: CheckId;
  /** On to the goods, for this check. */
  readonly onOrder: () => void;
  /** The check is in the open sale: on to its money. */
  readonly onTaken: () => void;
  /** To the open sale. */
  readonly onSale: () => void;
  readonly onBack: () => void;
}

/** What each line comes to, as the sale that pays it will say. */
function amountsOf({ lines }: CheckView, settings: HandheldState['settings']): ReadonlyMap<LineId, number> {
  if (settings === null) return new Map();
  const sale = { lines: lines.map(({ line }) => line), discounts: [], taxExempt: null };
  return new Map(settleSale(sale, settings.policy).lines.map(({ lineId, gross }) => [lineId, gross]));
}

/** One check, live: another phone's round appears while it is looked at. */
export function CheckScreen(props: CheckScreenProps): ReactElement {
  const check = props.state.checks.find(({ checkId }) => checkId === props.checkId);
  return check === undefined ? <GoneCheckPage onBack={props.onBack} /> : <OpenCheck {...props} check={check} />;
}

function OpenCheck({ check, ...props }: CheckScreenProps & { readonly check: CheckView }): ReactElement {
  const { engine, state, checkId } = props;
  const refusalText = useRefusalText();
  const now = useNow(30_000);
  const { isBusy, run } = useOnce();
  const [sheet, setSheet] = useState<CheckSheet | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const amounts = useMemo(() => amountsOf(check, state.settings), [check, state.settings]);
  const open = (next: CheckSheet | null): void => {
    setProblem(null);
    setSheet(next);
  };
  const act = (does: () => Promise<Done>, then: () => void = () => open(null)): void =>
    run(async () => {
      const done = await does();
      if (done.ok) then();
      else setProblem(refusalText(done.refusal));
    });
  const rung = rungLines(state);
  const inSale = saleCheckOf(state);
  const isSaleOpen = rung > 0 || (inSale !== null && inSale.checkId !== checkId);
  const serve = (lineIds: readonly LineId[]): void => act(() => serveAll(engine, checkId, lineIds));
  const putRung = (): void => act(() => engine.addToCheck(checkId));
  return (
    <>
      <CheckPage
        {...{ check, now, amounts, isBusy, rung }}
        problem={sheet === null ? problem : null}
        isOffline={state.hub.standing === 'away'}
        isInSale={inSale?.checkId === checkId}
        mayTakeOver={state.may.get('check.transfer') === 'allow'}
        onServe={serve}
        onLine={(lineId) => open({ kind: 'line', lineId })}
        onEdit={() => open({ kind: 'details' })}
        onAdd={isSaleOpen ? () => open({ kind: 'rung' }) : props.onOrder}
        onPay={isSaleOpen ? () => open({ kind: 'rung' }) : () => act(() => engine.takeCheck(checkId), props.onTaken)}
        onPutRung={putRung}
        onGoOn={props.onSale}
        onPutBack={() => act(engine.putBackCheck)}
        onCheckOut={() => act(() => engine.checkOutCheck(checkId))}
        onGiveBack={() => act(() => engine.giveBackCheck(checkId))}
        onTakeOver={() => act(() => engine.takeOverCheck(checkId))}
        onClose={() => open({ kind: 'close' })}
        onBack={props.onBack}
      />
      <CheckSheets
        {...{ engine, state, check, sheet, amounts, now, problem, isBusy, rung, act }}
        onServe={serve}
        onPutRung={putRung}
        onSale={props.onSale}
        onShut={() => open(null)}
      />
    </>
  );
}

/** One after the other, as they were keyed; stops at the first that is refused. */
async function serveAll(engine: HandheldEngine, checkId: CheckId, lineIds: readonly LineId[]): Promise<Done> {
  let done: Done = { ok: true, value: null };
  for (const lineId of lineIds) {
    done = await engine.serveCheckLine(checkId, lineId);
    if (!done.ok) return done;
  }
  return done;
}
