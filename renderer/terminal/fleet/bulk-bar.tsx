import { HandCoins, Lock, ShieldOff } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FleetDevice } from '../../../contracts/fleet.ts';
import { Button } from '../../kit/button.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { SheetFooter } from '../../kit/sheet-footer.tsx';
import { useText } from '../../kit/text.tsx';
import { isHeld } from './fleet-word.ts';

/** What can be done to several handhelds at once. */
export const bulkActs = ['lock', 'revoke', 'amnesty'] as const;
export type BulkAct = (typeof bulkActs)[number];

const icons = { lock: Lock, revoke: ShieldOff, amnesty: HandCoins } as const;

/** Those of the picked ones an act makes sense for; the others are left as they are (FV7). */
export function fitFor(act: BulkAct, devices: readonly FleetDevice[]): readonly FleetDevice[] {
  switch (act) {
    case 'lock':
      return devices.filter(({ state }) => state === 'paired');
    case 'revoke':
      return devices.filter(isHeld);
    case 'amnesty':
      return devices.filter(({ state }) => state === 'revoked');
  }
}

export interface BulkBarProps {
  /** The handhelds that are picked; null while nobody picks. */
  readonly picked: readonly FleetDevice[] | null;
  readonly onPick: (isOn: boolean) => void;
  readonly onAct: (act: BulkAct) => void;
}

/** Below the list: picks several handhelds, and what can be done to all of them. */
export function BulkBar({ picked, onPick, onAct }: BulkBarProps): ReactElement {
  const t = useText();
  if (picked === null)
    return (
      <Button tone="quiet" onPress={() => onPick(true)} testId="fleet-pick">
        {t('fleet.pick')}
      </Button>
    );
  return (
    <div className="flex flex-col gap-2" data-testid="fleet-bulk">
      <div className="flex flex-wrap gap-2">
        {bulkActs.map((act) => {
          const Icon = icons[act];
          const fit = fitFor(act, picked).length;
          return (
            <Button
              key={act}
              tone={act === 'revoke' ? 'bad' : 'plain'}
              icon={<Icon size={18} aria-hidden="true" />}
              isDisabled={fit === 0}
              onPress={() => onAct(act)}
              testId={`bulk-${act}`}
            >
              {t('fleet.bulk', { act: t(`fleet.act.${act}`), count: fit })}
            </Button>
          );
        })}
      </div>
      <Button tone="quiet" onPress={() => onPick(false)} testId="fleet-pick-end">
        {t('fleet.pick-end')}
      </Button>
    </div>
  );
}

export interface BulkSheetProps {
  readonly act: BulkAct;
  /** Those it will be done to. */
  readonly devices: readonly FleetDevice[];
  readonly problem: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once for all of them, by name, with what becomes of their sales. */
export function BulkSheet({ act, devices, problem, onConfirm, onClose }: BulkSheetProps): ReactElement {
  const t = useText();
  const title = t('fleet.bulk', { act: t(`fleet.act.${act}`), count: devices.length });
  return (
    <Sheet
      title={title}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <SheetFooter problem={problem}>
          <Button tone="bad" size="tall" onPress={onConfirm} testId="bulk-confirm">
            {t(`fleet.act.${act}`)}
          </Button>
        </SheetFooter>
      }
    >
      <p className="text-[15px]">{t(`fleet.act-text.${act}`)}</p>
      <ul className="mt-4 mb-0 flex list-none flex-col gap-1 p-0 text-[15px] font-semibold">
        {devices.map(({ deviceId, name, deviceCode }) => (
          <li key={deviceId}>{`${name} (${deviceCode})`}</li>
        ))}
      </ul>
    </Sheet>
  );
}
