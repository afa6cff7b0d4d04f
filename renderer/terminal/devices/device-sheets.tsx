import type { ReactElement } from 'react';
import type { DeviceSuggestion, ProfileChoice } from '../../../contracts/device-ask.ts';
import type { FoundDevice } from '../../../contracts/device-discovery.ts';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { type DeviceBinding, type DeviceRole, drawerOnPrinter } from '../../../domain/device/device-binding.ts';
import { useText } from '../../kit/text.tsx';
import { useTerminal } from '../app/terminal.tsx';
import { type BindTarget, freeRole, replacedBy, savedBinding } from './bind-form.ts';
import { BindView } from './bind-view.tsx';
import { freshName } from './device-place.ts';
import { DrawerView } from './drawer-view.tsx';
import { FindView } from './find-view.tsx';
import { RemoveView } from './remove-view.tsx';
import type { Searching, ShownSheet } from './use-bind-sheets.tsx';

export interface DeviceSheetsProps {
  readonly shown: ShownSheet;
  readonly problem: string | null;
  readonly devices: readonly BoundDevice[];
  readonly searching: Searching;
  readonly profiles: readonly ProfileChoice[];
  readonly use: (device: FoundDevice, suggestion: DeviceSuggestion | null) => void;
  readonly onStart: (target: BindTarget, role: DeviceRole, suggested: string | null) => void;
  readonly onBind: (binding: DeviceBinding, replaces: string | null) => void;
  readonly changing: (work: () => Promise<unknown>, name: string | null) => Promise<void>;
  readonly onVirtual: () => void;
  readonly onClose: () => void;
}

type At<Kind extends ShownSheet['at']> = Extract<ShownSheet, { readonly at: Kind }>;

function Find(props: DeviceSheetsProps): ReactElement {
  const { searching, devices } = props;
  const bindings = devices.map(({ binding }) => binding);
  return (
    <FindView
      found={searching.found}
      problem={searching.problem}
      onAgain={searching.again}
      onUse={props.use}
      onVirtual={props.onVirtual}
      onClose={props.onClose}
      onAddress={(host, port) => {
        const target = { identity: `tcp:${host}:${port}`, address: { kind: 'tcp' as const, host, port } };
        props.onStart(target, freeRole('receipt-printer', bindings), null);
      }}
    />
  );
}

function Drawer({ devices, problem, onBind, onClose }: DeviceSheetsProps): ReactElement {
  const bindings = devices.map(({ binding }) => binding);
  return (
    <DrawerView
      {...{ problem, onClose }}
      printers={bindings.filter(({ role }) => role === 'receipt-printer' || role === 'spare-printer')}
      onSave={(printer, pin) => onBind(drawerOnPrinter(freshName('cash-drawer', bindings), printer, pin), null)}
    />
  );
}

function Bind(props: DeviceSheetsProps & { readonly what: At<'bind'> }): ReactElement {
  const t = useText();
  const { devices, problem, onClose, profiles } = props;
  const { target, start, before } = props.what;
  const bindings = devices.map(({ binding }) => binding);
  return (
    <BindView
      {...{ target, start, problem, onClose, profiles }}
      title={t(before === null ? 'device.bind-title' : 'device.edit-title')}
      isNameOnly={before?.address.kind === 'printer'}
      nameFor={(role) => freshName(role, bindings)}
      replaced={(role) => (before === null ? (replacedBy(role, bindings)?.name ?? null) : null)}
      saveText={t(before === null ? 'device.bind' : 'settings.save')}
      onSave={(form) => {
        const replaces = before ?? replacedBy(form.role, bindings);
        props.onBind(savedBinding(form, target, before), replaces?.name ?? null);
      }}
    />
  );
}

function Remove({
  what,
  devices,
  problem,
  onClose,
  changing,
}: DeviceSheetsProps & { readonly what: At<'remove'> }): ReactElement {
  const { client } = useTerminal();
  const { name, role } = what.binding;
  const drawers = devices.flatMap(({ binding: { name: drawer, address } }) =>
    address.kind === 'printer' && address.printer === name ? [drawer] : [],
  );
  const isPrinter = role === 'receipt-printer' || role === 'spare-printer';
  return (
    <RemoveView
      {...{ name, isPrinter, drawers, problem, onClose }}
      onRemove={() => void changing(() => client.devices.unbind({ name }), null)}
    />
  );
}

/** The sheet that is open over the devices. */
export function DeviceSheets(props: DeviceSheetsProps): ReactElement {
  const { shown } = props;
  switch (shown.at) {
    case 'find':
      return <Find {...props} />;
    case 'drawer':
      return <Drawer {...props} />;
    case 'bind':
      return <Bind {...props} what={shown} />;
    case 'remove':
      return <Remove {...props} what={shown} />;
  }
}
