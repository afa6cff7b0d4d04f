import { type ReactElement, useState } from 'react';
import type { TwinAct } from '../../../contracts/device-ask.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import type { DeviceRole } from '../../../domain/device/device-binding.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';

interface NamedAct {
  readonly name: string;
  readonly act: TwinAct;
}
const plugs: readonly NamedAct[] = [
  { name: 'pull', act: { kind: 'plug', isPlugged: false } },
  { name: 'plug-in', act: { kind: 'plug', isPlugged: true } },
];
const paper = (state: 'ok' | 'low' | 'out', cover: 'closed' | 'open' = 'closed'): TwinAct => ({
  kind: 'paper',
  paper: state,
  cover,
});
const printerActs: readonly NamedAct[] = [
  { name: 'paper-ok', act: paper('ok') },
  { name: 'paper-low', act: paper('low') },
  { name: 'paper-out', act: paper('out') },
  { name: 'cover-open', act: paper('ok', 'open') },
  { name: 'jam', act: { kind: 'trouble', trouble: 'cutter' } },
  { name: 'no-jam', act: { kind: 'trouble', trouble: 'none' } },
  { name: 'die', act: { kind: 'die', afterBytes: 200 } },
  ...plugs,
];
const lineActs: readonly NamedAct[] = [
  { name: 'silent', act: { kind: 'line', fault: 'silent' } },
  { name: 'slow', act: { kind: 'line', fault: 'slow' } },
  { name: 'garbage', act: { kind: 'line', fault: 'garbage' } },
  { name: 'line-ok', act: { kind: 'line', fault: 'none' } },
  ...plugs,
];
const drawerActs: readonly NamedAct[] = [
  { name: 'open-by-key', act: { kind: 'drawer', act: 'open-by-key' } },
  { name: 'push-shut', act: { kind: 'drawer', act: 'push' } },
];
const actsOf: Readonly<Record<DeviceRole, readonly NamedAct[]>> = {
  'receipt-printer': printerActs,
  'spare-printer': printerActs,
  'cash-drawer': drawerActs,
  scanner: lineActs,
  scale: lineActs,
  'line-display': lineActs,
};

interface WithAct {
  readonly onAct: (act: TwinAct) => void;
}

function ScanByHand({ onAct }: WithAct): ReactElement {
  const t = useText();
  const [text, setText] = useState('4006381333931');
  const scan = (): void => onAct({ kind: 'scan', text, aimId: ']E0' });
  return (
    <div className="flex items-end gap-3">
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
    <div className="flex items-end gap-3">
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
