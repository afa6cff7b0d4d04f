import { type ReactElement, useState } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { MeasuredQuantity } from './measured-quantity.tsx';
import { rungLine } from './rung-line.ts';

export interface MeasureSheetProps {
  readonly item: Item;
  /** The line is rung, or nothing is. */
  readonly onDone: () => void;
}

/** Asks how much of measured goods is sold. Only the answer rings a line: a sheet that is closed rings none (WG13). */
export function MeasureSheet({ item, onDone }: MeasureSheetProps): ReactElement {
  const { desk, settings, ambient } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const ring = (milli: number): void => {
    const line = rungLine(item, { quantity: { milli, unit: item.unit }, labelAmount: null }, { settings, ambient });
    const done = desk.act({ kind: 'addLine', line }, t('undo.added', { name: item.name }));
    if (done.ok) onDone();
    else setProblem(refusalText(done.refusal.code));
  };
  return <MeasuredQuantity name={item.name} unit={item.unit} {...{ problem }} onApply={ring} onClose={onDone} />;
}
