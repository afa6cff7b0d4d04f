import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { OwnDomainCheck } from '../../../contracts/network.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import { networkOf, type OwnDomain } from '../../../domain/store/network-settings.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { isHeld } from '../fleet/fleet-word.ts';
import type { HubClient } from '../hub/hub-link.ts';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import type { NetworkFacts, NetworkWish } from './network-tab.tsx';
import { OwnAuthoritySheet } from './own-authority-sheet.tsx';
import { OwnDomainSheet } from './own-domain-sheet.tsx';
import type { SettingsActs } from './use-settings-acts.ts';

/** How often it is looked whether the network changed, in milliseconds. */
const lookMs = 5_000;

export interface NetworkSheets {
  readonly facts: NetworkFacts | null;
  readonly act: (wish: Exclude<NetworkWish, 'fleet'>) => void;
  readonly isOpen: boolean;
  readonly sheet: ReactElement | null;
}

function useFacts(may: (permission: Permission) => boolean): NetworkFacts | null {
  const { client } = useTerminal();
  const canRead = may('settings.read');
  const looking = { enabled: canRead, refetchInterval: lookMs };
  const status = useQuery({ queryKey: ['live', 'network'], queryFn: () => client.network.status(), ...looking });
  const certificates = useQuery({
    queryKey: ['live', 'certificates'],
    queryFn: () => client.network.certificates(),
    ...looking,
  });
  const devices = useQuery({
    queryKey: ['live', 'fleet-of-certificate'],
    queryFn: () => client.fleet.list(),
    enabled: may('fleet.read'),
  });
  if (status.data === undefined || certificates.data === undefined) return null;
  return {
    status: status.data,
    certificates: certificates.data,
    devices: (devices.data ?? []).filter(isHeld).map(({ name, deviceCode }) => ({ name, deviceCode })),
  };
}

/** Saves what makes devices trust the hub, under a name of its own; there is nothing to say when it worked. */
async function saveTrust(client: HubClient, wish: 'save-certificate' | 'save-profile'): Promise<null> {
  const { certificatePem, profile } = await client.network.trustFiles();
  const file =
    wish === 'save-profile'
      ? { name: 'kaunter.mobileconfig', text: profile }
      : { name: 'kaunter-ca.crt', text: certificatePem };
  await window.kaunter.saveFile({ name: file.name, bytes: new TextEncoder().encode(file.text) });
  return null;
}

/** The network of the store, and the sheets for the certificate of an own domain. A change is saved at once. */
export function useNetwork(acts: SettingsActs, may: (permission: Permission) => boolean): NetworkSheets {
  const { client, settings } = useTerminal();
  const refusalText = useRefusalText();
  const facts = useFacts(may);
  const [shown, setShown] = useState<'own-domain' | 'own-authority' | null>(null);
  const [check, setCheck] = useState<OwnDomainCheck | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const onClose = (): void => setShown(null);
  const forget = (): void => {
    setCheck(null);
    setProblem(null);
  };
  const look = async (ownDomain: OwnDomain): Promise<void> => {
    setBusy(true);
    forget();
    await client.network
      .checkOwnDomain(ownDomain)
      .then(setCheck, (error: unknown) => setProblem(refusalText(refusalCodeOf(error))));
    setBusy(false);
  };
  const use = async (ownDomain: OwnDomain | null): Promise<void> => {
    const network = { ...networkOf(settings), ownDomain };
    await acts.save({ settings: { ...settings, network }, taxMoves: [] }, settings);
    onClose();
  };
  const act = (wish: Exclude<NetworkWish, 'fleet'>): void => {
    forget();
    if (wish === 'own-domain' || wish === 'own-authority') setShown(wish);
    else void acts.telling(() => saveTrust(client, wish));
  };
  const domain = (
    <OwnDomainSheet
      {...{ check, problem, isBusy, onClose }}
      start={networkOf(settings).ownDomain}
      onChoose={() => window.kaunter.choosePath('certificate')}
      onChange={forget}
      onCheck={(ownDomain) => void look(ownDomain)}
      onUse={(ownDomain) => void use(ownDomain)}
    />
  );
  const authority = <OwnAuthoritySheet {...{ problem, onClose }} onConfirm={() => void use(null)} />;
  const sheet = shown === null ? null : shown === 'own-domain' ? domain : authority;
  return { facts, act, isOpen: shown !== null, sheet };
}
