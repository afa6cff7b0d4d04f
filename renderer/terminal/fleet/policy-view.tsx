import { type ReactElement, useState } from 'react';
import { type DevicePolicy, offlineFunctions } from '../../../contracts/fleet.ts';
import { roles } from '../../../domain/staff/permission.ts';
import { Button } from '../../kit/button.tsx';
import { Check, Choice } from '../../kit/choice.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';

const hourMs = 3_600_000;
const leaseHours = {
  warnAfterMs: [8, 24, 48],
  noRefundsAfterMs: [24, 72, 120],
  noSalesAfterMs: [72, 168, 336],
} as const;
const lockSeconds = [30, 60, 90, 180, 300] as const;
const updateWindows = [
  { from: '22:00', to: '06:00' },
  { from: '05:00', to: '08:00' },
] as const;

export interface PolicyViewProps {
  readonly policy: DevicePolicy;
  readonly problem: string | null;
  readonly onSave: (policy: DevicePolicy) => void;
  readonly onClose: () => void;
}

interface PartProps {
  readonly policy: DevicePolicy;
  readonly change: (part: Partial<DevicePolicy>) => void;
}

/** A list with one more, or one fewer, in the order of `all`. */
function toggled<Value extends string>(all: readonly Value[], chosen: readonly Value[], value: Value): Value[] {
  return all.filter((each) => (each === value) !== chosen.includes(each));
}

function Who({ policy, change }: PartProps): ReactElement {
  const t = useText();
  return (
    <fieldset className="m-0 flex flex-col border-0 p-0">
      <legend className="mb-1 text-base font-semibold">{t('policy.roles')}</legend>
      {roles.map((role) => (
        <Check
          key={role}
          isOn={policy.roles.includes(role)}
          onChange={() => change({ roles: toggled(roles, policy.roles, role) })}
          testId={`policy-role-${role}`}
        >
          {t(`role.${role}`)}
        </Check>
      ))}
    </fieldset>
  );
}

function Offline({ policy, change }: PartProps): ReactElement {
  const t = useText();
  return (
    <fieldset className="m-0 flex flex-col border-0 p-0">
      <legend className="mb-1 text-base font-semibold">{t('policy.offline')}</legend>
      {offlineFunctions.map((each) => (
        <Check
          key={each}
          isOn={policy.offline.includes(each)}
          onChange={() => change({ offline: toggled(offlineFunctions, policy.offline, each) })}
          testId={`policy-offline-${each}`}
        >
          {t(`policy.offline.${each}`)}
        </Check>
      ))}
    </fieldset>
  );
}

type LeasePart = keyof DevicePolicy['lease'];

function Lease({ policy, change }: PartProps): ReactElement {
  const t = useText();
  const { lease } = policy;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">{t('policy.lease')}</h2>
      {(Object.keys(leaseHours) as LeasePart[]).map((part) => (
        <Choice
          key={part}
          label={t(`policy.${part}`)}
          value={String(lease[part] / hourMs)}
          options={[...new Set([...leaseHours[part], lease[part] / hourMs])].map((hours) => ({
            value: String(hours),
            label: t('policy.hours', { hours }),
          }))}
          onChange={(hours) => change({ lease: { ...lease, [part]: Number(hours) * hourMs } })}
          testId={`policy-${part}`}
        />
      ))}
    </section>
  );
}

function LockAndUpdates({ policy, change }: PartProps): ReactElement {
  const t = useText();
  const { updates, autoLockMs } = policy;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">{t('policy.other')}</h2>
      <Choice
        label={t('policy.lock')}
        value={String(autoLockMs / 1_000)}
        options={[...new Set([...lockSeconds, autoLockMs / 1_000])].map((seconds) => ({
          value: String(seconds),
          label: t('policy.seconds', { seconds }),
        }))}
        onChange={(seconds) => change({ autoLockMs: Number(seconds) * 1_000 })}
        testId="policy-lock"
      />
      <Choice
        label={t('policy.updates')}
        value={updates === null ? 'any' : `${updates.from}-${updates.to}`}
        options={[
          { value: 'any', label: t('policy.updates-any') },
          ...updateWindows.map(({ from, to }) => ({ value: `${from}-${to}`, label: `${from}–${to}` })),
        ]}
        onChange={(value) =>
          change({ updates: updateWindows.find(({ from, to }) => `${from}-${to}` === value) ?? null })
        }
        testId="policy-updates"
      />
    </section>
  );
}

/** What the store lays down for all its handhelds. */
export function PolicyView(props: PolicyViewProps): ReactElement {
  const t = useText();
  const [policy, setPolicy] = useState(props.policy);
  const part = { policy, change: (more: Partial<DevicePolicy>) => setPolicy({ ...policy, ...more }) };
  return (
    <Sheet
      title={t('fleet.policy')}
      closeLabel={t('close')}
      onClose={props.onClose}
      size="large"
      footer={
        <SheetFooter problem={props.problem}>
          <Button tone="primary" size="tall" onPress={() => props.onSave(policy)} testId="policy-save">
            {t('settings.save')}
          </Button>
        </SheetFooter>
      }
    >
      <div className="grid grid-cols-2 gap-8">
        <Who {...part} />
        <Offline {...part} />
        <Lease {...part} />
        <LockAndUpdates {...part} />
      </div>
    </Sheet>
  );
}
