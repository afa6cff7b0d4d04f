import { type ReactElement, useState } from 'react';
import type { TwinAct } from '../../../contracts/device-ask.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { actsFor, loadGramsMax, loadGramsMin } from './bench-acts.ts';

interface WithAct {
  readonly onAct: (act: TwinAct) => void;
}

/** Longest code that can be tried, in characters: longer than any scanner may send. */
const scanCharsMax = 8_192;

function ScanByHand({ onAct }: WithAct): ReactElement {
  const t = useText();
  const [text, setText] = useState('4006381333931');
  const scan = (): void => onAct({ kind: 'scan', text, aimId: ']E0' });
  return (
    <div className="grid grid-cols-[1fr_auto_auto] items-end gap-3">
      <Field
        label={t('bench.code')}
        value={text}
        onChange={setText}
        onEnter={scan}
        maxLength={scanCharsMax}
        testId="twin-code"
      />
      <Button onPress={scan} isDisabled={text === ''} testId="twin-scan">
        {t('bench.scan')}
      </Button>
    </div>
  );
}

function LoadByHand({ onAct }: WithAct): ReactElement {
  const t = useText();
  const [grams, setGrams] = useState('312');
  const number = Number(grams) || 0;
  const isFit = number >= loadGramsMin && number <= loadGramsMax;
  const lay = (isMoving: boolean): void => {
    if (isFit) onAct({ kind: 'load', grams: number, isMoving });
  };
  return (
    <div className="grid grid-cols-[1fr_auto_auto] items-end gap-3">
      <Field
        label={t('bench.grams')}
        value={grams}
        inputMode="numeric"
        onChange={(text) => setGrams(text.replace(/[^\d-]/g, ''))}
        onEnter={() => lay(false)}
        error={isFit ? undefined : t('bench.grams-unfit', { min: loadGramsMin, max: loadGramsMax })}
        testId="twin-grams"
      />
      <Button onPress={() => lay(false)} isDisabled={!isFit} testId="twin-lay">
        {t('bench.lay')}
      </Button>
      <Button onPress={() => lay(true)} isDisabled={!isFit} testId="twin-shake">
        {t('bench.shake')}
      </Button>
    </div>
  );
}

/** Everything that can happen to a device on the screen, by hand: for development and training. */
export function TwinCard({ device, onAct }: WithAct & { readonly device: BoundDevice }): ReactElement {
  const t = useText();
  const { role } = device.binding;
  const [last, setLast] = useState<string | null>(null);
  const press = (name: string, act: TwinAct): void => {
    setLast(name);
    onAct(act);
  };
  return (
    <Card title={t('bench.title')}>
      <div className="flex flex-col gap-4">
        {role === 'scanner' ? <ScanByHand onAct={onAct} /> : null}
        {role === 'scale' ? <LoadByHand onAct={onAct} /> : null}
        <div className="flex flex-wrap gap-2">
          {actsFor(device.binding).map(({ name, act }) => (
            <Button
              key={name}
              tone={name === last ? 'primary' : 'plain'}
              onPress={() => press(name, act)}
              testId={`twin-${name}`}
            >
              {t(`bench.${name}`)}
            </Button>
          ))}
        </div>
      </div>
    </Card>
  );
}
