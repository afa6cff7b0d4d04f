import { Inbox } from 'lucide-react';
import type { ReactElement } from 'react';
import type { DrawerLearning } from '../../../contracts/device-ask.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Banner, type StateTone } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

const tones: Readonly<Record<DrawerLearning['step'], StateTone>> = {
  'open-it': 'info',
  'close-it': 'info',
  learned: 'ok',
  'no-sensor': 'warn',
  'not-read': 'warn',
  'given-up': 'warn',
};

export interface LearnCardProps {
  readonly learning: DrawerLearning | null;
  readonly isKnown: boolean;
  readonly onStep: (step: 'begin' | 'done') => void;
}

/** Learns how this drawer says that it is open: open it by hand, close it, done. */
export function LearnCard({ learning, isKnown, onStep }: LearnCardProps): ReactElement {
  const t = useText();
  const isUnderWay = learning?.step === 'open-it' || learning?.step === 'close-it';
  return (
    <Card title={t('device.sensor')}>
      <p className="mb-4 text-[15px] text-soft">{t(isKnown ? 'device.sensor-known' : 'device.sensor-text')}</p>
      {learning === null ? null : (
        <div className="mb-4">
          <Banner tone={tones[learning.step]} title={t(`device.learn.${learning.step}`)} testId="learning" />
        </div>
      )}
      <Button
        icon={<Inbox size={18} aria-hidden="true" />}
        tone={isUnderWay ? 'primary' : 'plain'}
        onPress={() => onStep(isUnderWay ? 'done' : 'begin')}
        testId="learn-drawer"
      >
        {t(isUnderWay ? `device.learn-done.${learning.step}` : isKnown ? 'device.learn-again' : 'device.learn')}
      </Button>
    </Card>
  );
}
