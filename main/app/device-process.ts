import { diagnose } from '../../native/diagnosis/diagnose.ts';
import { findDevices, machineSources } from '../../native/discovery/find-devices.ts';
import { HotplugWatcher } from '../../native/discovery/hotplug-watcher.ts';
import { recognise } from '../../native/discovery/identity.ts';
import { probeTcp } from '../../native/discovery/probe-tcp.ts';
import { makeHid, makeTransport } from '../../native/make-transport.ts';
import { machineClock } from '../devices/clock.ts';
import { hidChannelOf } from '../devices/device-channel.ts';
import type { DeviceTransports, PluggedAddress } from '../devices/host/device-transports.ts';
import { runDevices } from '../devices/index.ts';

// Entry file of the device process: the composition root hands what native/ can to main/devices, which may not import it.
runDevices(process, machineTransports());

function machineTransports(): DeviceTransports {
  const find = () => findDevices(machineSources, Date.now());
  return {
    find,
    open: (address, { serial, stallMs }) =>
      makeTransport(address as Parameters<typeof makeTransport>[0], {
        ...(serial === null ? {} : { serial }),
        ...(stallMs === undefined ? {} : { stallMs }),
      }),
    openHid: (path) => hidChannelOf(makeHid(path, {})),
    probe: (target) => probeTcp(target),
    watch: (onChange) => new HotplugWatcher({ find, clock: machineClock, onChange }),
    locate: (identity, devices) => {
      const recognised = recognise(identity, devices);
      return recognised.kind === 'found' ? recognised.device : recognised.kind;
    },
    diagnose: (address, error) => diagnose({ ...reportOf(address), error }),
  };
}

/** What a diagnosis looks at: the device's node where it has one. */
function reportOf(address: PluggedAddress) {
  switch (address.kind) {
    case 'serial':
    case 'hid':
    case 'lp':
      return { transport: address.kind, subject: address.path, node: address.path };
    case 'usb':
      return { transport: address.kind, subject: address.portPath };
    case 'spool':
      return { transport: address.kind, subject: address.queue };
    case 'tcp':
      return { transport: address.kind, subject: `${address.host}:${address.port}` };
  }
}
