import { useQuery } from '@tanstack/react-query';
import type { PrintJobSummary } from '../../../contracts/print.ts';
import { useTerminal } from '../app/terminal.tsx';

/** Printers of the counter the job is not for. A job that names none goes to the receipt printer. */
export function useOtherPrinters(job: PrintJobSummary | null): readonly string[] {
  const { client } = useTerminal();
  const query = useQuery({ queryKey: ['live', 'devices'], queryFn: () => client.devices.list() });
  const printers = (query.data ?? []).map(({ binding }) => binding);
  const first = printers.find(({ role }) => role === 'receipt-printer')?.name ?? '';
  const now = job === null || job.device === '' ? first : job.device;
  return printers
    .filter(({ role, name }) => (role === 'receipt-printer' || role === 'spare-printer') && name !== now)
    .map(({ name }) => name);
}
