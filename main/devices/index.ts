import { type ChildProcessSelf, serveParent } from '../../contracts/parent-link.ts';
import { type DevicesReady, devicesConfig } from '../../contracts/process-messages.ts';

/** The device process. `main/app/device-process.ts` is the entry file: it hands in the transports of `native/`. */
export function runDevices(self: ChildProcessSelf): void {
  serveParent(self, {
    start: async (config): Promise<DevicesReady> => {
      devicesConfig.parse(config);
      return { classes: [] };
    },
    deliver: () => undefined,
    stop: () => Promise.resolve(),
  });
}
