import type { DeviceTransport, DeviceTrouble, DeviceTroubleCode } from '../../contracts/device-discovery.ts';
import { failureOf } from '../system-failure.ts';
import { TransportError, type TransportFailure } from '../transport.ts';
import { groupOf, holderOf, inspectSystem, type SystemView } from './system-view.ts';

/** Where the shipped rule file belongs (udev(7)); before 73-seat-late.rules, which acts on `uaccess`. */
export const udevRulePath = '/etc/udev/rules.d/70-kaunter.rules';
/** Name of the shipped rule file in `resources/udev/`. */
export const udevRuleName = '70-kaunter.rules';

/** What could not be used. `subject`: path, host and port, queue or identity; `node`: its device node, where it has one. */
export interface TroubleReport {
  readonly transport: DeviceTransport;
  readonly subject: string;
  readonly error: unknown;
  readonly node?: string;
}

/**
 * Says in plain data why a device cannot be used and what repairs it (rules DG1–DG9). Looks at the node's group and at
 * who holds it; `system` is another machine's view in tests. Never rejects, never repairs.
 */
export async function diagnose(report: TroubleReport, system: SystemView = inspectSystem()): Promise<DeviceTrouble> {
  const failure = report.error instanceof TransportError ? report.error.failure : failureOf(report.error, 'closed');
  const trouble: DeviceTrouble = {
    code: codeOf(failure, report.transport),
    transport: report.transport,
    subject: report.subject.slice(0, 1_000),
    group: null,
    holder: null,
    debianPackage: null,
    commands: [],
  };
  switch (trouble.code) {
    case 'permission-denied':
      return deniedTrouble(trouble, report, system);
    case 'held-by-program':
      return heldTrouble(trouble, report, system);
    case 'library-missing':
      return withPackage(trouble, 'libusb-1.0-0', system);
    case 'spooler-missing':
      return withPackage(trouble, 'cups', system);
    case 'queue-stopped':
      return { ...trouble, commands: [`sudo cupsenable ${report.subject}`, `sudo cupsaccept ${report.subject}`] };
    default:
      return trouble;
  }
}

const codeOfFailure = {
  unreachable: 'not-plugged-in',
  refused: 'host-refuses',
  timeout: 'no-answer',
  stalled: 'not-reading',
  closed: 'unknown',
  busy: 'held-by-program',
  denied: 'permission-denied',
  unsupported: 'library-missing',
} as const satisfies Record<TransportFailure, DeviceTroubleCode>;

function codeOf(failure: TransportFailure, transport: DeviceTransport): DeviceTroubleCode {
  if (transport === 'tcp' && (failure === 'unreachable' || failure === 'timeout')) return 'host-unreachable';
  if (transport !== 'spool') return codeOfFailure[failure];
  if (failure === 'unreachable') return 'queue-unknown';
  if (failure === 'refused') return 'queue-stopped';
  return failure === 'unsupported' ? 'spooler-missing' : codeOfFailure[failure];
}

/** Group of a node nobody could look at, by the custom of Debian and its children. */
const customaryGroups: Readonly<Partial<Record<DeviceTransport, string>>> = {
  serial: 'dialout',
  lp: 'lp',
  usb: 'lp',
  hid: 'plugdev',
};

async function deniedTrouble(
  trouble: DeviceTrouble,
  report: TroubleReport,
  system: SystemView,
): Promise<DeviceTrouble> {
  if (system.platform !== 'linux') return trouble;
  const told = report.node === undefined ? null : await groupOf(system, report.node);
  // A node of root's own group is one no rule has opened: the rule file gives it to its customary group.
  const group = told === null || told === 'root' ? (customaryGroups[report.transport] ?? null) : told;
  const rule = [
    `sudo install -m 644 ${system.resourcesDir}/udev/${udevRuleName} ${udevRulePath}`,
    'sudo udevadm control --reload-rules',
    'sudo udevadm trigger',
  ];
  // Through `uaccess` the rule serves whoever sits at the machine; a service or a remote user needs the group.
  const join = group === null ? [] : [`sudo usermod -aG ${group} ${system.account}`];
  return { ...trouble, group, commands: [...rule, ...join] };
}

async function heldTrouble(trouble: DeviceTrouble, report: TroubleReport, system: SystemView): Promise<DeviceTrouble> {
  if (report.transport === 'usb') {
    // The kernel's printer driver gives the same printer out as /dev/usb/lp*, and CUPS may be on it.
    return { ...trouble, code: 'held-by-kernel-driver', holder: 'usblp', commands: ['sudo modprobe -r usblp'] };
  }
  const holder = report.node === undefined ? null : await holderOf(system, report.node);
  const isModemManager = holder === 'ModemManager';
  return { ...trouble, holder, commands: isModemManager ? ['sudo systemctl disable --now ModemManager'] : [] };
}

function withPackage(trouble: DeviceTrouble, debianPackage: string, system: SystemView): DeviceTrouble {
  if (system.platform !== 'linux') return trouble;
  return { ...trouble, debianPackage, commands: [`sudo apt-get install -y ${debianPackage}`] };
}
