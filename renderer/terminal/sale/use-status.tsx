import { useQuery } from '@tanstack/react-query';
import { Inbox, Printer, SearchCheck, Server, Timer } from 'lucide-react';
import type { z } from 'zod';
import type { DrawerPosition } from '../../../contracts/device-status.ts';
import type { PrinterState } from '../../../contracts/print.ts';
import type { currentShift } from '../../../contracts/shift.ts';
import type { StripPart } from '../../kit/state.tsx';
import { type Translate, useText } from '../../kit/text.tsx';
import { useLinkState, useLiveState, useTerminal } from '../app/terminal.tsx';
import { useDevices } from '../devices/use-devices.ts';
import { useFindingCount } from '../finding/use-finding-count.ts';

import { devicesPart, hasRole } from './device-parts.tsx';

export type CurrentShift = z.output<typeof currentShift>;

/** The open shift, or null; asked again whenever the log grows. */
export function useShift(): { readonly shift: CurrentShift | null; readonly known: boolean } {
  const { client } = useTerminal();
  const query = useQuery({ queryKey: ['live', 'shift'], queryFn: () => client.shift.current() });
  return { shift: query.data ?? null, known: query.isSuccess };
}

/** What the printer's state says to a person, the same words everywhere. */
export function printerPart(t: Translate, printer: PrinterState | null): Omit<StripPart, 'id' | 'icon'> {
  if (printer === null) return { tone: 'idle', text: t('status.printer-unknown') };
  if (!printer.running) return { tone: 'warn', text: t('status.printer-trouble') };
  const { status } = printer;
  if (status?.paper === 'out') return { tone: 'bad', text: t('status.printer-paper-out') };
  if (status?.cover === 'open') return { tone: 'bad', text: t('status.printer-cover-open') };
  // A twin is unplugged like any other: what does not work is said before where it prints.
  const isAway = status?.power === 'off' || status?.power === 'offline';
  if (isAway) return { tone: 'warn', text: t('status.printer-trouble') };
  if (printer.printer === 'virtual') return { tone: 'ok', text: t('status.printer-virtual') };
  if (status === null || status.power === 'unknown') return { tone: 'idle', text: t('status.printer-unknown') };
  return { tone: 'ok', text: t('status.printer-ok') };
}

/** What the status strip says: hub, printer, drawer, shift, waiting jobs. Unknown is shown as unknown. */
export function useStatus(): readonly StripPart[] {
  const t = useText();
  const { link, feed } = useTerminal();
  const linkState = useLinkState(link);
  const { printer } = useLiveState(feed);
  const { shift } = useShift();
  const drawer = printer?.status?.drawer ?? 'unknown';
  const waiting = printer?.waiting ?? 0;
  const findings = useFindingCount();
  const { devices } = useDevices();
  const noPrinter = { tone: 'warn' as const, text: t('status.printer-none') };
  const parts: StripPart[] = [
    {
      id: 'hub',
      icon: <Server size={15} aria-hidden="true" />,
      tone: linkState === 'open' ? 'ok' : 'warn',
      text: t(linkState === 'open' ? 'status.hub-ok' : 'status.hub-away'),
    },
    {
      id: 'printer',
      icon: <Printer size={15} aria-hidden="true" />,
      ...(hasRole(devices, 'receipt-printer') ? printerPart(t, printer) : noPrinter),
    },
    ...(hasRole(devices, 'cash-drawer') ? [drawerPart(t, drawer)] : []),
    {
      id: 'shift',
      icon: <Timer size={15} aria-hidden="true" />,
      tone: shift === null ? 'warn' : 'ok',
      text: shift === null ? t('status.shift-closed') : t('status.shift-open', { series: shift.shift.series }),
    },
  ];
  parts.push(...devicesPart(t, devices ?? []));
  if (waiting > 0)
    parts.push({
      id: 'jobs',
      icon: <Printer size={15} aria-hidden="true" />,
      tone: 'info',
      text: t('status.jobs', { count: waiting }),
    });
  if (findings > 0) parts.push(findingsPart(t, findings));
  return parts;
}

function drawerPart(t: Translate, drawer: DrawerPosition): StripPart {
  return {
    id: 'drawer',
    icon: <Inbox size={15} aria-hidden="true" />,
    tone: drawer === 'open' ? 'warn' : 'idle',
    text: t(`status.drawer-${drawer}`),
  };
}

/** What somebody should look at of what came in; only told to who may read it. */
export function findingsPart(t: Translate, count: number): StripPart {
  return {
    id: 'findings',
    icon: <SearchCheck size={15} aria-hidden="true" />,
    tone: 'warn',
    text: t('status.findings', { count }),
  };
}
