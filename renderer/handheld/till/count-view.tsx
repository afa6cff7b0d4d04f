import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { HandPage } from '../app/hand-page.tsx';

export interface CashCountViewProps {
  /** Coins and notes of the currency, largest first, minor units. */
  readonly values: readonly number[];
  /** What is typed beside each value; digits. */
  readonly pieces: ReadonlyMap<number, string>;
  readonly total: number;
  /** Sum of the card slips, minor units. */
  readonly slips: number;
  readonly problem: string | null;
  readonly onPieces: (value: number, text: string) => void;
  readonly onSlips: () => void;
  readonly onCommit: () => void;
  readonly onBack: () => void;
}

/** Counting the money at the end, without seeing what should be there. */
export function CashCountView(props: CashCountViewProps): ReactElement {
  const t = useText();
  const footer = (
    <>
      <p className="flex items-baseline justify-between">
        <span className="text-soft">{t('cash-count.total')}</span>
        <MoneyText minor={props.total} className="text-2xl font-bold" testId="counted" />
      </p>
      <Button tone="primary" size="giant" wide onPress={props.onCommit} testId="commit-count">
        {t('cash-count.commit')}
      </Button>
    </>
  );
  return (
    <HandPage title={t('cash-count.title')} onBack={props.onBack} footer={footer} testId="cash-count">
      <p className="text-[15px] text-soft">{t('cash-count.blind')}</p>
      {props.problem === null ? null : <Banner tone="warn" title={props.problem} testId="count-problem" />}
      <ul className="m-0 grid list-none grid-cols-1 gap-2 p-0 md:grid-cols-2">
        {props.values.map((value) => (
          <li key={value} className="grid grid-cols-[minmax(0,1fr)_7rem] items-center gap-3">
            <MoneyText minor={value} className="text-lg font-medium" />
            <Piece value={value} pieces={props.pieces.get(value) ?? ''} onPieces={props.onPieces} />
          </li>
        ))}
      </ul>
      <p className="flex items-center justify-between gap-3 border-t border-line pt-3">
        <span className="min-w-0 flex-1">{t('cash-count.slips')}</span>
        <MoneyText minor={props.slips} className="text-lg font-semibold" testId="slips" />
        <Button onPress={props.onSlips} testId="slips-key">
          {t('cash-count.slips-key')}
        </Button>
      </p>
    </HandPage>
  );
}

interface PieceProps {
  readonly value: number;
  readonly pieces: string;
  readonly onPieces: CashCountViewProps['onPieces'];
}
function Piece({ value, pieces, onPieces }: PieceProps): ReactElement {
  const t = useText();
  return (
    <Field
      label={t('cash-count.pieces')}
      hideLabel
      money
      inputMode="numeric"
      placeholder="0"
      value={pieces}
      onChange={(text) => onPieces(value, text.replace(/\D/g, '').slice(0, 5))}
      testId={`pieces-${value}`}
    />
  );
}
