import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { DeviceFind, DeviceSuggestion, ProfileChoice } from '../../../contracts/device-ask.ts';
import type { FoundDevice } from '../../../contracts/device-discovery.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { sharesDeviceWith } from '../../../domain/device/binding-check.ts';
import type { DeviceBinding, DeviceRole } from '../../../domain/device/device-binding.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import {
  type BindForm,
  type BindTarget,
  firstProfile,
  formOfBinding,
  freeRole,
  replacedBy,
  roleOfGuess,
} from './bind-form.ts';
import { freshName } from './device-place.ts';
import { DeviceSheets } from './device-sheets.tsx';

export type ShownSheet =
  | { readonly at: 'find' }
  | { readonly at: 'drawer' }
  | { readonly at: 'remove'; readonly binding: DeviceBinding }
  | {
      readonly at: 'bind';
      readonly target: BindTarget;
      readonly start: BindForm;
      readonly before: DeviceBinding | null;
    };

export interface BindSheets {
  readonly isOpen: boolean;
  readonly find: () => void;
  readonly addDrawer: () => void;
  readonly edit: (binding: DeviceBinding) => void;
  readonly remove: (binding: DeviceBinding) => void;
  readonly sheet: ReactElement | null;
}

export interface Searching {
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

/** Printer models to choose from, fetched when they are first needed. */
function useProfiles(isOn: boolean): readonly ProfileChoice[] {
  const { client } = useTerminal();
  const queryFn = (): Promise<readonly ProfileChoice[]> => client.devices.profiles();
  return useQuery({ queryKey: ['devices', 'profiles'], queryFn, enabled: isOn, retry: false }).data ?? [];
}

/** A receipt printer on the screen, or a spare one when there is one already. */
function twinStart(bindings: readonly DeviceBinding[]): [BindTarget, DeviceRole, null] {
  const role = replacedBy('receipt-printer', bindings) === null ? 'receipt-printer' : 'spare-printer';
  return [{ identity: `virtual:${freshName(role, bindings)}`, address: { kind: 'virtual' } }, role, null];
}

function editSheet(binding: DeviceBinding): ShownSheet {
  const { identity, address } = binding;
  return { at: 'bind', target: { identity, address }, start: formOfBinding(binding), before: binding };
}

/** Why a binding was refused; `takenBy` names the one that has the device already. */
function useBindingText(): (refused: string, takenBy: string | null) => string {
  const t = useText();
  const refusalText = useRefusalText();
  return (refused, takenBy) =>
    refused === 'device-taken' && takenBy !== null ? t('device.taken-by', { name: takenBy }) : refusalText(refused);
}

/** The sheets that change which device is what: find, bind, change, add a drawer, remove. */
export function useBindSheets(devices: readonly BoundDevice[], onChanged: (name: string | null) => void): BindSheets {
  const { client } = useTerminal();
  const bindingText = useBindingText();
  const [shown, setShown] = useState<ShownSheet | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const searching = useSearch(shown?.at === 'find');
  const profiles = useProfiles(shown?.at === 'bind');
  const bindings = devices.map(({ binding }) => binding);
  const show = (next: ShownSheet | null): void => {
    setProblem(null);
    setShown(next);
  };
  const changing = async (
    work: () => Promise<unknown>,
    name: string | null,
    takenBy: string | null = null,
  ): Promise<void> => {
    const refused = await work().then(() => null, refusalCodeOf);
    if (refused !== null) return setProblem(bindingText(refused, takenBy));
    show(null);
    onChanged(name);
  };
  const bind = (binding: DeviceBinding, replaces: string | null): void =>
    void changing(
      () => client.devices.assign({ binding, replaces }),
      binding.name,
      sharesDeviceWith(bindings, binding, replaces),
    );
  const startBinding = (target: BindTarget, role: DeviceRole, suggested: string | null): void => {
    const profile = firstProfile(role, target.address.kind, suggested);
    show({ at: 'bind', target, before: null, start: { role, name: freshName(role, bindings), profile, serial: null } });
  };
  const use = ({ identity, address, guess }: FoundDevice, suggestion: DeviceSuggestion | null): void => {
    const role = freeRole(suggestion?.role ?? roleOfGuess(guess), bindings);
    startBinding({ identity, address }, role, suggestion?.profile ?? null);
  };
  return {
    isOpen: shown !== null,
    find: () => show({ at: 'find' }),
    addDrawer: () => show({ at: 'drawer' }),
    edit: (binding) => show(editSheet(binding)),
    remove: (binding) => show({ at: 'remove', binding }),
    sheet:
      shown === null ? null : (
        <DeviceSheets
          {...{ shown, problem, devices, searching, use, changing }}
          onStart={startBinding}
          onBind={bind}
          onVirtual={() => startBinding(...twinStart(bindings))}
          profiles={profiles}
          onClose={() => show(null)}
        />
      ),
  };
}
