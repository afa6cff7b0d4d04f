import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { DeviceFind, DeviceSuggestion } from '../../../contracts/device-ask.ts';
import type { FoundDevice } from '../../../contracts/device-discovery.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import type { DeviceBinding, DeviceRole } from '../../../domain/device/device-binding.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { type BindForm, type BindTarget, bindingOfForm, drawerBinding, firstProfile } from './bind-form.ts';
import { BindView } from './bind-view.tsx';
import { freshName } from './device-place.ts';
import { DrawerView } from './drawer-view.tsx';
import { FindView } from './find-view.tsx';
import { RemoveView } from './remove-view.tsx';

type Shown =
  | { readonly at: 'find' }
  | { readonly at: 'drawer' }
  | { readonly at: 'remove'; readonly binding: DeviceBinding }
  | { readonly at: 'bind'; readonly target: BindTarget; readonly start: BindForm; readonly before: DeviceBinding | null };

export interface BindSheets {
  readonly isOpen: boolean;
  readonly find: () => void;
  readonly addDrawer: () => void;
  readonly edit: (binding: DeviceBinding) => void;
  readonly remove: (binding: DeviceBinding) => void;
  readonly sheet: ReactElement | null;
}

interface Searching {
  readonly found: DeviceFind | null;
  readonly problem: string | null;
  readonly again: () => void;
}

/** Searches while the sheet is open; what was found stays until it is looked for again. */
function useSearch(isOn: boolean): Searching {
  const { client } = useTerminal();
  const refusalText = useRefusalText();
  const search = useQuery({
    queryKey: ['devices', 'find'],
    queryFn: () => client.devices.find({ probe: [] }),
    enabled: isOn,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  return {
    found: search.isFetching ? null : (search.data ?? null),
    problem: search.error === null || search.isFetching ? null : refusalText(refusalCodeOf(search.error)),
    again: () => void search.refetch(),
  };
}

const rolesOfGuess: Readonly<Record<FoundDevice['guess'], DeviceRole>> = {
  printer: 'receipt-printer',
  scanner: 'scanner',
  scale: 'scale',
  'line-display': 'line-display',
  'card-reader': 'scanner',
  unknown: 'receipt-printer',
};

/** A second printer is a spare one until somebody says otherwise. */
function freeRole(role: DeviceRole, devices: readonly BoundDevice[]): DeviceRole {
  const hasPrinter = devices.some(({ binding }) => binding.role === 'receipt-printer');
  return role === 'receipt-printer' && hasPrinter ? 'spare-printer' : role;
}

/** The sheets that change which device is what: find, bind, change, add a drawer, remove. */
export function useBindSheets(devices: readonly BoundDevice[], onChanged: (name: string | null) => void): BindSheets {
  const { client } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const searching = useSearch(shown?.at === 'find');
  const profiles = useQuery({
    queryKey: ['devices', 'profiles'],
    queryFn: () => client.devices.profiles(),
    enabled: shown?.at === 'bind',
    retry: false,
  });
  const bindings = devices.map(({ binding }) => binding);
  const show = (next: Shown | null): void => {
    setProblem(null);
    setShown(next);
  };
  const changing = async (work: () => Promise<unknown>, name: string | null): Promise<void> => {
    const refused = await work().then(() => null, refusalCodeOf);
    if (refused !== null) return setProblem(refusalText(refused));
    show(null);
    onChanged(name);
  };
  const bind = (binding: DeviceBinding, replaces: string | null): void =>
    void changing(() => client.devices.bind({ binding, replaces }), binding.name);
  const startBinding = (target: BindTarget, role: DeviceRole, suggested: string | null): void => {
    const profile = firstProfile(role, target.address.kind, suggested);
    show({ at: 'bind', target, before: null, start: { role, name: freshName(role, bindings), profile, serial: null } });
  };
  const use = ({ identity, address, guess }: FoundDevice, suggestion: DeviceSuggestion | null): void => {
    const role = freeRole(suggestion?.role ?? rolesOfGuess[guess], devices);
    startBinding({ identity, address }, role, suggestion?.profile ?? null);
  };
  const virtual = (): void => {
    const role = freeRole('receipt-printer', devices);
    const name = freshName(role, bindings);
    startBinding({ identity: `virtual:${name}`, address: { kind: 'virtual' } }, role, null);
  };
  const edit = (binding: DeviceBinding): void => {
    const { identity, address, role, name, profile, settings } = binding;
    const serial = 'serial' in settings ? settings.serial : null;
    show({ at: 'bind', target: { identity, address }, start: { role, name, profile, serial }, before: binding });
  };
  const onClose = (): void => show(null);
  const sheet = (): ReactElement | null => {
    switch (shown?.at) {
      case 'find':
        return (
          <FindView
            {...{ onClose }}
            found={searching.found}
            problem={searching.problem}
            onAgain={searching.again}
            onUse={use}
            onVirtual={virtual}
            onAddress={(host, port) =>
              startBinding(
                { identity: `tcp:${host}:${port}`, address: { kind: 'tcp', host, port } },
                freeRole('receipt-printer', devices),
                null,
              )
            }
          />
        );
      case 'drawer':
        return (
          <DrawerView
            {...{ problem, onClose }}
            printers={bindings.filter(({ role }) => role === 'receipt-printer' || role === 'spare-printer')}
            onSave={(printer, pin) => bind(drawerBinding(freshName('cash-drawer', bindings), printer, pin), null)}
          />
        );
      case 'remove': {
        const { name } = shown.binding;
        return (
          <RemoveView
            {...{ name, problem, onClose }}
            onRemove={() => void changing(() => client.devices.unbind({ name }), null)}
          />
        );
      }
      case 'bind': {
        const { target, start, before } = shown;
        return (
          <BindView
            {...{ target, start, problem, onClose }}
            title={t(`device.role.${start.role}`)}
            profiles={profiles.data ?? []}
            isNameOnly={before?.address.kind === 'printer'}
            nameFor={(role) => freshName(role, bindings)}
            onSave={(form) => bind(savedBinding(form, target, before), before?.name ?? null)}
          />
        );
      }
      case undefined:
        return null;
    }
  };
  return {
    isOpen: shown !== null,
    find: () => show({ at: 'find' }),
    addDrawer: () => show({ at: 'drawer' }),
    edit,
    remove: (binding) => show({ at: 'remove', binding }),
    sheet: sheet(),
  };
}

/** A drawer on a printer keeps everything but its name; a twin is recognised by the name it has. */
function savedBinding(form: BindForm, target: BindTarget, before: DeviceBinding | null): DeviceBinding {
  if (before?.address.kind === 'printer') return { ...before, name: form.name };
  const isTwin = target.address.kind === 'virtual';
  return bindingOfForm(form, isTwin ? { ...target, identity: `virtual:${form.name}` } : target, before);
}
