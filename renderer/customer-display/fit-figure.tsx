import type { CSSProperties, ReactElement } from 'react';
import { MoneyText, useMoneyFormat } from '../kit/money-text.tsx';

export interface FitFigureProps {
  readonly minor: number;
  /** The size it has when there is room, as a CSS length. */
  readonly most: string;
  readonly testId?: string;
}

/** Widths of bold Inter, in em: a digit, a sign, and what stands between them. */
const widths = { wide: 0.66, narrow: 0.32 } as const;

/** How wide a written amount is at most, in em. */
function emsOf(text: string): number {
  return Array.from(text).reduce(
    (all, sign) => all + (/[\d\p{L}\p{Sc}−-]/u.test(sign) ? widths.wide : widths.narrow),
    0,
  );
}

/** The figure people look for: as large as its place allows, on one line, never cut. */
export function FitFigure({ minor, most, testId }: FitFigureProps): ReactElement {
  const format = useMoneyFormat();
  const measures = { '--cd-most': most, '--cd-ems': emsOf(format(minor)).toFixed(2) } as CSSProperties;
  return (
    <div className="cd-fit" style={measures}>
      <MoneyText minor={minor} {...(testId === undefined ? {} : { testId })} />
    </div>
  );
}
