import { type ReactElement, useEffect, useState } from 'react';
import type { WeighAnswer } from '../../../contracts/device-ask.ts';
import type { TillScan } from '../../../contracts/device-told.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../sale/quantity-label.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { When } from '../store/when.tsx';

/** A weight on the screen is of this moment for so long, in milliseconds. */
export const trialAgeMsMax = 3_000;

/** Has this answer stood on the screen for too long? */
function useIsOld(answer: WeighAnswer | null): boolean {
  const [old, setOld] = useState<WeighAnswer | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setOld(answer), trialAgeMsMax);
    return () => clearTimeout(timer);
  }, [answer]);
  return answer !== null && old === answer;
}

/** The weight of a trial, or why there is none: never 0 for an error. */
export function WeighNote({
  answer,
  onZero,
}: {
  readonly answer: WeighAnswer | null;
  readonly onZero: () => void;
}): ReactElement {
  const t = useText();
  const { format } = useStoreMoney();
  const isOld = useIsOld(answer);
  const zero = (
    <Button onPress={onZero} testId="scale-zero">
      {t('device.zero')}
    </Button>
  );
  if (answer === null) return <Banner tone="idle" title={t('device.weigh-try')} action={zero} testId="weighing" />;
  if (!answer.ok) return <Banner tone="warn" title={t(`weigh.${answer.refusal}`)} action={zero} testId="weighing" />;
  const { milli, unit, at } = answer.weight;
  return (
    <Card title={t('device.weighed')}>
      <div className="flex items-center justify-between">
        <div>
          <p
            className={`money text-4xl font-semibold ${isOld ? 'text-soft' : ''}`}
            data-testid="weighing"
            data-milli={milli}
            data-old={isOld}
          >
            {quantityLabel({ milli, unit }, format.decimal)}
          </p>
          <p className="text-[13px] text-soft">
            <When at={at} style="time" />
            {isOld ? ` · ${t('device.weighed-before')}` : ''}
          </p>
        </div>
        {zero}
      </div>
    </Card>
  );
}

/** What is shown of a code is cut here, in characters (`scanData.shown`). */
const shownCharsMax = 64;

/** The last code this scanner read: what it says of it, without sending it into a sale. */
export function ScanNote({ scan }: { readonly scan: TillScan | null }): ReactElement {
  const t = useText();
  if (scan === null) return <Banner tone="idle" title={t('device.scan-try')} testId="last-scan" />;
  const { shown, data } = scan.scan;
  const isCut = shown.length >= shownCharsMax && data.length > shown.length;
  return (
    <Card title={t('device.scanned')}>
      <p className="text-2xl font-semibold break-all whitespace-normal tabular-nums" data-testid="last-scan">
        {isCut ? `${shown}…` : shown}
      </p>
      {isCut ? <p className="text-[13px] text-soft">{t('device.scan-chars', { count: data.length })}</p> : null}
      <p className="text-[13px] text-soft">
        {t(`device.symbology.${scan.scan.symbology}`)} · <When at={scan.at} style="time" />
      </p>
    </Card>
  );
}
