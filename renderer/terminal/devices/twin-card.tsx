import { type ReactElement, useState } from 'react';
import type { TwinAct } from '../../../contracts/device-ask.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { actsOf } from './bench-acts.ts';

interface WithAct {
  readonly onAct: (act: TwinAct) => void;
}

function ScanByHand({ onAct }: WithAct): ReactElement {
  const t = useText();
  const [text, setText] = useState('4006381333931');
  const scan = (): void => onAct({ kind: 'scan', text, aimId: ']E0' });
  return (
    <div className="grid grid-cols-[1fr_auto_auto] items-end gap-3">
      <Field label={t('bench.code')} value={text} onChange={setText} onEnter={scan} testId="twin-code" />
      <Button onPress={scan} isDisabled={text === ''} testId="twin-scan">
        {t('bench.scan')}
      </Button>
    </div>
  );
}

function LoadByHand({ onAct }: WithAct): ReactElement {
  const t = useText();
  const [grams, setGrams] = useState('312');
  const lay = (isMoving: boolean): void => onAct({ kind: 'load', grams: Number(grams) || 0, isMoving });
  return (
    <div className="grid grid-cols-[1fr_auto_auto] items-end gap-3">
      <Field
        label={t('bench.grams')}
        value={grams}
        inputMode="numeric"
        onChange={(text) => setGrams(text.replace(/[^\d-]/g, ''))}
        onEnter={() => lay(false)}
        testId="twin-grams"
      />
      <Button onPress={() => lay(false)} testId="twin-lay">
        {t('bench.lay')}
      </Button>
      <Button onPress={() => lay(true)} testId="twin-shake">
        {t('bench.shake')}
      </Button>
    </div>
  );
}

/** Everything that can happen to a device on the screen, by hand: for development and training. */
export function TwinCard({ device, onAct }: WithAct & { readonly device: BoundDevice }): ReactElement {
  const t = useText();
  const { role } = device.binding;
  return (
    <Card title={t('bench.title')}>
      <div className="flex flex-col gap-4">
        {role === 'scanner' ? <ScanByHand onAct={onAct} /> : null}
        {role === 'scale' ? <LoadByHand onAct={onAct} /> : null}
        <div className="flex flex-wrap gap-2">
          {actsOf[role].map(({ name, act }) => (
            <Button key={name} onPress={() => onAct(act)} testId={`twin-${name}`}>
              {t(`bench.${name}`)}
            </Button>
          ))}
        </div>
      </div>
    </Card>
  );
}
