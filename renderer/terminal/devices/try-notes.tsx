import type { ReactElement } from 'react';
import type { WeighAnswer } from '../../../contracts/device-ask.ts';
import type { TillScan } from '../../../contracts/device-told.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { quantityLabel } from '../sale/quantity-label.ts';
import { useStoreMoney } from '../store/store-text.tsx';
import { When } from '../store/when.tsx';

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
  const zero = (
    <Button onPress={onZero} testId="scale-zero">
      {t('device.zero')}
    </Button>
  );
  if (answer === null) return <Banner tone="idle" title={t('device.weigh-try')} action={zero} testId="weighing" />;
  if (!answer.ok) return <Banner tone="warn" title={t(`weigh.${answer.refusal}`)} action={zero} testId="weighing" />;
  const { milli, unit } = answer.weight;
  return (
    <Card title={t('device.weighed')}>
      <div className="flex items-center justify-between">
        <p className="money text-4xl font-semibold" data-testid="weighing" data-milli={milli}>
          {quantityLabel({ milli, unit }, format.decimal)}
        </p>
        {zero}
      </div>
    </Card>
  );
}

/** The last code this scanner read: what it says of it, without sending it into a sale. */
export function ScanNote({ scan }: { readonly scan: TillScan | null }): ReactElement {
  const t = useText();
  if (scan === null) return <Banner tone="idle" title={t('device.scan-try')} testId="last-scan" />;
  return (
    <Card title={t('device.scanned')}>
      <p className="money text-2xl font-semibold break-all" data-testid="last-scan">
        {scan.scan.shown}
      </p>
      <p className="text-[13px] text-soft">
        {t(`device.symbology.${scan.scan.symbology}`)} · <When at={scan.at} style="time" />
      </p>
    </Card>
  );
}
