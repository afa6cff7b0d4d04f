import { type ChildProcessSelf, type ParentLink, serveParent } from '../../contracts/parent-link.ts';
import { type DevicesReady, devicesConfig } from '../../contracts/process-messages.ts';
import { machineClock } from './clock.ts';
import { DeviceHost, type DeviceTransports } from './device-host.ts';
import { productTimes } from './printer/printer-session.ts';

/** The device process. `main/app/device-process.ts` is the entry file: it hands in the transports of `native/`. */
export function runDevices(self: ChildProcessSelf, transports: DeviceTransports): void {
  let host: DeviceHost | null = null;
  const link: ParentLink = serveParent(self, {
    start: async (config): Promise<DevicesReady> => {
      const { resourcesDir } = devicesConfig.parse(config);
      host = new DeviceHost({
        resourcesDir,
        transports,
        clock: machineClock,
        times: productTimes,
        send: (message) => link.send('hub', message),
      });
      return { classes: ['pos-printer', 'cash-drawer'] };
    },
    deliver: (from, body) => {
      if (from === 'hub') host?.receive(body);
    },
    stop: async () => {
      await host?.close();
    },
  });
}
