import { lineDisplayShow } from '../../contracts/customer-display.ts';
import { deviceClasses } from '../../contracts/device-status.ts';
import { type ChildProcessSelf, type ParentLink, serveParent } from '../../contracts/parent-link.ts';
import { type DevicesReady, devicesConfig } from '../../contracts/process-messages.ts';
import { machineClock } from './clock.ts';
import { DeviceHost } from './device-host.ts';
import type { DeviceTransports } from './host/device-transports.ts';
import { productTimes } from './printer/session-times.ts';

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
      return { classes: [...deviceClasses] };
    },
    deliver: (from, body) => {
      if (from === 'hub') host?.receive(body);
      // The till's window says what the customer sees.
      if (from === 'app') host?.show(lineDisplayShow.parse(body));
    },
    stop: async () => {
      await host?.close();
    },
  });
}
