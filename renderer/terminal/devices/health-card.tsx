import { CircleAlert, CircleCheck, CircleHelp, Stethoscope } from 'lucide-react';
import type { ReactElement } from 'react';
import type { HealthReport } from '../../../contracts/device-ask.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';

type Check = HealthReport['checks'][number];
const looks = {
  good: { Icon: CircleCheck, tone: 'text-ok' },
  bad: { Icon: CircleAlert, tone: 'text-bad' },
  unknown: { Icon: CircleHelp, tone: 'text-soft' },
} as const;

function CheckRow({ check, result }: Check): ReactElement {
  const t = useText();
  const { Icon, tone } = looks[result];
  return (
    <li className="flex min-h-9 items-center gap-3" data-testid={`health-${check}`} data-result={result}>
      <Icon size={18} aria-hidden="true" className={`shrink-0 ${tone}`} />
      <span className="min-w-0 flex-1">{t(`device.check.${check}`)}</span>
      <span className={`text-[13px] font-medium ${tone}`}>{t(`device.result.${result}`)}</span>
    </li>
  );
}

/** There and silent: most likely a printer that never answers, for which there is a model. */
function isMute({ checks }: HealthReport): boolean {
  const resultOf = (name: Check['check']): Check['result'] | null =>
    checks.find(({ check }) => check === name)?.result ?? null;
  const isPrinter = resultOf('paper') !== null;
  return isPrinter && resultOf('reachable') === 'good' && resultOf('answers') === 'bad' && resultOf('ready') !== 'bad';
}

export interface HealthCardProps {
  readonly health: HealthReport | null;
  readonly isChecking: boolean;
  readonly onCheck: () => void;
}

/** Looks at everything a device tells; what it does not tell is said as that. */
export function HealthCard({ health, isChecking, onCheck }: HealthCardProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('device.health')}>
      {health === null ? (
        <p className="mb-4 text-[15px] text-soft">{t('device.health-text')}</p>
      ) : (
        <>
          <p className="text-[13px] text-soft">
            <When at={health.at} style="time" />
            {health.answerMs === null ? '' : ` · ${t('device.answered', { ms: health.answerMs })}`}
          </p>
          <ul className="my-2 list-none p-0" data-testid="health">
            {health.checks.map((each) => (
              <CheckRow key={each.check} {...each} />
            ))}
          </ul>
          {isMute(health) ? (
            <p className="mb-4 text-[15px]" data-testid="health-mute">
              {t('device.health-mute')}
            </p>
          ) : null}
        </>
      )}
      <Button
        icon={<Stethoscope size={18} aria-hidden="true" />}
        isDisabled={isChecking}
        onPress={onCheck}
        hint="H"
        testId="health-check"
      >
        {t(isChecking ? 'device.checking' : 'device.check')}
      </Button>
    </Card>
  );
}
