import type { ReactElement } from 'react';
import type { LineId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import type { CheckView } from '../engine/check-engine.ts';
import type { Done, HandheldEngine } from '../engine/handheld-engine.ts';
import type { HandheldState } from '../engine/handheld-state.ts';
import { reasonsFor } from '../sale/reason-choice.tsx';
import { addBarredText } from './barred-text.ts';
import { CheckDetailsSheet } from './check-details-sheet.tsx';
import { CheckLineSheet } from './check-line-sheet.tsx';
import { checkName } from './check-name.ts';
import { CloseCheckSheet } from './close-check-sheet.tsx';
import { RungSheet } from './rung-sheet.tsx';

/** What stands over a check. */
export type CheckSheet =
  | { readonly kind: 'details' | 'close' | 'rung' }
  | { readonly kind: 'line'; readonly lineId: LineId };

export interface CheckSheetsProps {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly check: CheckView;
  readonly sheet: CheckSheet | null;
  readonly amounts: ReadonlyMap<LineId, number>;
  readonly now: number;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly rung: number;
  readonly act: (does: () => Promise<Done>) => void;
  readonly onServe: (lineIds: readonly LineId[]) => void;
  readonly onPutRung: () => void;
  readonly onSale: () => void;
  readonly onShut: () => void;
}

/** Everything that opens over a check, and what it does. */
export function CheckSheets(props: CheckSheetsProps): ReactElement | null {
  const t = useText();
  const { engine, state, check, sheet, problem, isBusy, act, onShut } = props;
  const name = checkName(t, check.table);
  switch (sheet?.kind) {
    case undefined:
      return null;
    case 'details':
      return (
        <CheckDetailsSheet
          {...{ problem, isBusy }}
          title={t('check.edit')}
          act={t('check.save')}
          start={{ table: check.table, guests: check.guests, note: check.note }}
          onApply={(details) => act(() => engine.changeCheck(check.checkId, details))}
          onClose={onShut}
        />
      );
    case 'close':
      return (
        <CloseCheckSheet
          {...{ name, problem }}
          reasons={reasonsFor(state.settings?.reasons ?? [], 'sale.void')}
          onApply={(reason) => act(() => engine.closeCheck(check.checkId, reason))}
          onClose={onShut}
        />
      );
    case 'rung':
      return (
        <RungSheet
          {...{ name, problem, isBusy }}
          count={props.rung}
          onPut={props.onPutRung}
          onSale={props.onSale}
          onClose={onShut}
        />
      );
    case 'line':
      return <OneLine {...props} lineId={sheet.lineId} />;
  }
}

function OneLine({ lineId, ...props }: CheckSheetsProps & { readonly lineId: LineId }): ReactElement | null {
  const t = useText();
  const { engine, state, check } = props;
  const line = check.lines.find((each) => each.line.lineId === lineId);
  if (line === undefined) return null;
  return (
    <CheckLineSheet
      line={line}
      amount={props.amounts.get(lineId) ?? 0}
      now={props.now}
      reasons={reasonsFor(state.settings?.reasons ?? [], 'line.void')}
      barred={state.sale?.open.check?.checkId === check.checkId ? t('check.in-sale') : addBarredText(t, check)}
      mayServe={check.addBarred !== 'lease-no-sales'}
      problem={props.problem}
      onServe={() => props.onServe([lineId])}
      onVoid={(reason) => props.act(() => engine.voidCheckLine(check.checkId, lineId, reason))}
      onClose={props.onShut}
    />
  );
}
