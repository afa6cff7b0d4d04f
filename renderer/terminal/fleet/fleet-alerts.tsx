import type { ReactElement } from 'react';
import type { FleetDevice } from '../../../contracts/fleet.ts';
import type { FleetAlert } from '../../../domain/fleet/fleet-alert.ts';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

/** Alerts shown at once; the list of handhelds shows the rest. */
const alertsShownMax = 4;
const minute = 60_000;
const serious: ReadonlySet<FleetAlert['kind']> = new Set(['unknown-device', 'wrong-pins', 'pending-long']);

/** Figures that are a time are told in minutes, the others as they are. */
function figureOf({ kind, figure }: FleetAlert): number {
  const isTime = kind === 'silent' || kind === 'not-returned' || kind === 'clock-wrong';
  return isTime ? Math.max(1, Math.round(Math.abs(figure) / minute)) : figure;
}

export interface FleetAlertsProps {
  readonly alerts: readonly FleetAlert[];
  readonly devices: readonly FleetDevice[];
}

/** What somebody should look at, worst first, with what to do about it. */
export function FleetAlerts({ alerts, devices }: FleetAlertsProps): ReactElement | null {
  const t = useText();
  if (alerts.length === 0) return null;
  const nameOf = (deviceId: string | null): string =>
    devices.find((device) => device.deviceId === deviceId)?.name ?? t('fleet.stranger');
  return (
    <div className="flex flex-col gap-2" data-testid="fleet-alerts">
      {alerts.slice(0, alertsShownMax).map((alert) => (
        <Banner
          key={`${alert.kind} ${alert.deviceId}`}
          tone={serious.has(alert.kind) ? 'bad' : 'warn'}
          title={t(`fleet.alert.${alert.kind}`, { name: nameOf(alert.deviceId), figure: figureOf(alert) })}
          text={t(`fleet.alert.${alert.kind}-step`)}
          testId={`alert-${alert.kind}`}
        />
      ))}
      {alerts.length <= alertsShownMax ? null : (
        <p className="text-[13px] text-soft">{t('fleet.more-alerts', { count: alerts.length - alertsShownMax })}</p>
      )}
    </div>
  );
}
