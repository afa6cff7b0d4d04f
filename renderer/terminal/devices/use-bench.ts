import { useQuery } from '@tanstack/react-query';
import { useTerminal } from '../app/terminal.tsx';

/** Is this a program under development, where plugs of devices on the screen may be pulled by hand? */
export function useBench(canRead: boolean): boolean {
  const { client } = useTerminal();
  const info = useQuery({ queryKey: ['live', 'info'], queryFn: () => client.store.info(), enabled: canRead });
  return info.data?.devMode === true;
}
