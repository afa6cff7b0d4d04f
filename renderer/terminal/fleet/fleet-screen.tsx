import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { FleetCommand, FleetDevice } from '../../../contracts/fleet.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import { networkOf } from '../../../domain/store/network-settings.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useLiveState, useTerminal } from '../app/terminal.tsx';
import { useNow } from '../app/use-now.ts';
import { useFindingCount } from '../finding/use-finding-count.ts';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { useSettingsActs } from '../settings/use-settings-acts.ts';
import { type BulkAct, BulkSheet, fitFor } from './bulk-bar.tsx';
import { ConfirmAct, EditView, type FleetEdit } from './edit-view.tsx';
import type { FleetAct } from './fleet-acts.ts';
import { FleetPane } from './fleet-pane.tsx';
import { FleetView } from './fleet-view.tsx';
import { KioskSheet } from './kiosk-sheet.tsx';
import { PairingDesk } from './pairing-desk.tsx';
import { PolicyDesk } from './policy-desk.tsx';
import { useSealedFile } from './use-sealed-file.ts';

/** How often what is told in words like "2 min ago" is drawn anew, in milliseconds. */
const tickMs = 5_000;

type Shown =
  | { readonly at: 'kiosk' }
  | { readonly at: 'bulk'; readonly act: BulkAct }
  | { readonly at: 'pair' }
  | { readonly at: 'policy' }
  | { readonly at: 'edit' }
  | { readonly at: 'confirm'; readonly act: FleetAct };

function useFleet() {
  const { client, feed } = useTerminal();
  const { fleet } = useLiveState(feed);
  const devices = useQuery({
    queryKey: ['live', 'fleet', fleet],
    queryFn: () => client.fleet.list(),
    placeholderData: (before) => before,
    refetchInterval: tickMs,
  });
  const alerts = useQuery({
    queryKey: ['live', 'fleet-alerts', fleet],
    queryFn: () => client.fleet.alerts(),
    placeholderData: (before) => before,
    refetchInterval: tickMs,
  });
  return { devices: devices.data ?? [], alerts: alerts.data ?? [] };
}

/** How the hub stands on the network, and the switch for it, which is a setting of the store. */
function useNetwork() {
  const { client, settings } = useTerminal();
  const acts = useSettingsActs();
  const status = useQuery({
    queryKey: ['live', 'network'],
    queryFn: () => client.network.status(),
    refetchInterval: tickMs,
  });
  const switchNetwork = async (enabled: boolean): Promise<void> => {
    const network = { ...networkOf(settings), enabled };
    await acts.save({ settings: { ...settings, network }, taxMoves: [] }, settings);
    await status.refetch();
  };
  return { acts, network: status.data ?? null, switchNetwork };
}

interface Commanding {
  readonly problem: string | null;
  readonly clear: () => void;
  /** Runs them one after the other; says the first refusal and whether all went. */
  readonly run: (commands: readonly FleetCommand[]) => Promise<boolean>;
}

function useCommands(): Commanding {
  const { client } = useTerminal();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (commands: readonly FleetCommand[]): Promise<boolean> => {
    setProblem(null);
    for (const command of commands) {
      const refused = await client.fleet.command(command).then(() => null, refusalCodeOf);
      if (refused !== null) {
        setProblem(refusalText(refused));
        return false;
      }
    }
    return true;
  };
  return { problem, clear: () => setProblem(null), run };
}

/** Only what was changed becomes a command. */
function editCommands({ deviceId, name, ownerId, role }: FleetDevice, edit: FleetEdit): FleetCommand[] {
  const commands: FleetCommand[] = [];
  if (edit.name !== name) commands.push({ do: 'rename', deviceId, name: edit.name });
  if (edit.ownerId !== ownerId) commands.push({ do: 'owner', deviceId, ownerId: edit.ownerId });
  if (edit.role !== role) commands.push({ do: 'role', deviceId, role: edit.role });
  return commands;
}

function commandOf(act: FleetAct, deviceId: string): FleetCommand {
  return act === 'unpair' ? { do: act, deviceId, force: false } : { do: act, deviceId };
}

interface SheetsProps {
  readonly shown: Shown | null;
  readonly device: FleetDevice | null;
  readonly picked: readonly FleetDevice[];
  readonly commanding: Commanding;
  readonly onClose: () => void;
}

function Sheets({ shown, device, picked, commanding, onClose }: SheetsProps): ReactElement | null {
  const { client } = useTerminal();
  const staff = useQuery({ queryKey: ['live', 'staff'], queryFn: () => client.staff.list(), enabled: shown !== null });
  const people = (staff.data ?? []).filter(({ active }) => active);
  const run = async (commands: readonly FleetCommand[]): Promise<void> => {
    if (await commanding.run(commands)) onClose();
  };
  const { problem } = commanding;
  if (shown === null) return null;
  if (shown.at === 'pair') return <PairingDesk staff={people} onClose={onClose} />;
  if (shown.at === 'policy') return <PolicyDesk onClose={onClose} />;
  if (shown.at === 'kiosk') return <KioskSheet onClose={onClose} />;
  if (shown.at === 'bulk') {
    const devices = fitFor(shown.act, picked);
    const commands = devices.map(({ deviceId }) => commandOf(shown.act, deviceId));
    return <BulkSheet act={shown.act} {...{ devices, problem, onClose }} onConfirm={() => void run(commands)} />;
  }
  if (device === null) return null;
  if (shown.at === 'edit')
    return (
      <EditView
        {...{ device, problem, onClose }}
        staff={people}
        onSave={(edit) => void run(editCommands(device, edit))}
      />
    );
  const { act } = shown;
  return (
    <ConfirmAct {...{ device, act, problem, onClose }} onConfirm={() => void run([commandOf(act, device.deviceId)])} />
  );
}

export interface FleetScreenProps {
  readonly onFindings: () => void;
  readonly onBack: () => void;
}

function toggled(picked: readonly string[], id: string): readonly string[] {
  return picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id];
}

/** The handhelds of the store in the back office. */
export function FleetScreen({ onFindings, onBack }: FleetScreenProps): ReactElement {
  const { session } = useTerminal();
  const may = (permission: Permission): boolean => answerFor(session.permissions, permission, 0) === 'allow';
  const { devices, alerts } = useFleet();
  const now = useNow(tickMs);
  const [chosenId, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const commanding = useCommands();
  const { acts, network, switchNetwork } = useNetwork();
  const file = useSealedFile();
  const findings = useFindingCount();
  const chosen = devices.find(({ deviceId }) => deviceId === chosenId) ?? devices[0] ?? null;
  const show = (next: Shown | null): void => {
    commanding.clear();
    setShown(next);
  };
  const canPair = may('device.pair');
  const pair = (): void => void (canPair && show({ at: 'pair' }));
  useTillKeys({ Escape: onBack, n: pair, N: pair }, shown === null);
  return (
    <>
      <FleetView
        {...{ devices, alerts, now, canPair }}
        chosen={chosen?.deviceId ?? null}
        canEdit={may('fleet.edit')}
        message={acts.message?.tone === 'bad' ? acts.message : file.message}
        onTakeFile={() => void file.run()}
        network={network}
        findings={findings}
        onFindings={onFindings}
        onNetwork={(enabled) => void switchNetwork(enabled)}
        onChoose={(id) => (picked === null ? setChosen(id) : setPicked(toggled(picked, id)))}
        picked={picked}
        onPick={(isOn) => setPicked(isOn ? [] : null)}
        onBulk={(act) => show({ at: 'bulk', act })}
        onKiosk={() => show({ at: 'kiosk' })}
        onPair={pair}
        onPolicy={() => show({ at: 'policy' })}
        onBack={onBack}
      >
        {chosen === null ? null : (
          <FleetPane
            device={chosen}
            canEdit={may('fleet.edit')}
            now={now}
            onEdit={() => show({ at: 'edit' })}
            onAct={(act) => show({ at: 'confirm', act })}
          />
        )}
      </FleetView>
      <Sheets
        {...{ shown, commanding }}
        device={chosen}
        picked={devices.filter(({ deviceId }) => picked?.includes(deviceId))}
        onClose={() => show(null)}
      />
    </>
  );
}
