import { useQuery } from '@tanstack/react-query';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { useLiveState, useTerminal } from '../app/terminal.tsx';

/** Bindings as the hub lists them, each with the newest that was told of it; null before its first answer. */
export function useDevices(): { readonly devices: readonly BoundDevice[] | null; readonly reload: () => void } {
  const { client, feed } = useTerminal();
  const { devices: told } = useLiveState(feed);
  const list = useQuery({ queryKey: ['live', 'devices'], queryFn: () => client.devices.list() });
  const devices = list.data?.map((device) => {
    const news = told[device.binding.name];
    return news === undefined || news.role !== device.binding.role ? device : { ...device, told: news };
  });
  return { devices: devices ?? null, reload: () => void list.refetch() };
}
