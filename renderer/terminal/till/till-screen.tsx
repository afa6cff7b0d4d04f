import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { Reason } from '../../../domain/store/store-settings.ts';
import type { CashMoveKind } from '../../../domain/till/cash-event.ts';
import type { XReport, ZReport } from '../../../domain/till/report.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { ReasonSheet } from '../sale/reason-sheet.tsx';
import { type CurrentShift, useShift } from '../sale/use-status.tsx';
import { type KeyActions, useTillKeys } from '../sale/use-till-keys.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { CashMoveSheet } from './cash-move-sheet.tsx';
import { CountScreen } from './count-screen.tsx';
import { ReportScreen } from './report-screen.tsx';
import { ShiftOpenScreen } from './shift-open-screen.tsx';
import { type TillAct, TillView, type TillViewProps, tillKeys } from './till-view.tsx';
import { useTillActs } from './use-till-acts.ts';

type Inside =
  | { readonly kind: 'menu' | 'open' | 'count' | 'no-sale' }
  | { readonly kind: 'move'; readonly move: CashMoveKind }
  | { readonly kind: 'report'; readonly report: XReport | ZReport };
export interface TillScreenProps {
  readonly onBooked: (text: string) => void;
  readonly onOpened: () => void;
  readonly onBack: () => void;
}

const permissionOf: Record<TillAct, Permission> = {
  'paid-in': 'cash.paid-in',
  'paid-out': 'cash.paid-out',
  'safe-drop': 'cash.safe-drop',
  'no-sale': 'drawer.no-sale',
  'x-report': 'report.x',
  count: 'shift.close',
  'z-reports': 'report.z',
};
const allActs = [
  'paid-in',
  'paid-out',
  'safe-drop',
  'no-sale',
  'x-report',
  'count',
  'z-reports',
] as const satisfies readonly TillAct[];

/** The reports this person may read: the shift so far, and the last closing. */
function useReports(
  onReport: (report: XReport | ZReport) => void,
  onRefused: (text: string) => void,
): { readonly hasZ: boolean; readonly show: (act: 'x-report' | 'z-reports') => Promise<void> } {
  const { client, session } = useTerminal();
  const refusalText = useRefusalText();
  const mayRead = answerFor(session.permissions, 'report.z', 0) === 'allow';
  const last = useQuery({
    queryKey: ['live', 'z-reports'],
    queryFn: () => client.shift.zReports({ before: null, limit: 1 }),
    enabled: mayRead,
  });
  const newest = last.data?.[0];
  const show = async (act: 'x-report' | 'z-reports'): Promise<void> => {
    try {
      if (act === 'x-report') onReport(await client.shift.xReport());
      else if (newest !== undefined) onReport(await client.shift.zReport({ shiftId: newest.shiftId }));
    } catch (error) {
      onRefused(refusalText(refusalCodeOf(error)));
    }
  };
  return { hasZ: newest !== undefined, show };
}

function shownShift(shift: CurrentShift | null): TillViewProps['shift'] {
  if (shift === null) return null;
  const { series, openedAt, startingAmount } = shift.shift;
  return { series, openedAt, startingAmount, openedByName: shift.openedByName };
}

function menuKeys(acts: readonly TillAct[], start: (act: TillAct) => void): KeyActions {
  const keys = Object.entries(tillKeys).filter(([, act]) => acts.includes(act));
  return Object.fromEntries(keys.map(([key, act]) => [key, () => start(act)]));
}

function useReasonsFor(inside: Inside): readonly Reason[] {
  const { settings } = useTerminal();
  const permission = inside.kind === 'move' ? `cash.${inside.move}` : 'drawer.no-sale';
  return settings.reasons.filter((reason) => reason.for.includes(permission));
}

/** The money in the drawer: open, move, read, count, close. */
export function TillScreen({ onBooked, onOpened, onBack }: TillScreenProps): ReactElement {
  const { session } = useTerminal();
  const t = useText();
  const consent = useConsent();
  const { shift } = useShift();
  const [inside, setInside] = useState<Inside>({ kind: 'menu' });
  const tillActs = useTillActs(shift, consent, onBooked);
  const reports = useReports((report) => setInside({ kind: 'report', report }), onBooked);
  const reasons = useReasonsFor(inside);
  const menu = (): void => setInside({ kind: 'menu' });
  const start = (act: TillAct): void => {
    tillActs.clearProblem();
    if (act === 'x-report' || act === 'z-reports') void reports.show(act);
    else if (act === 'count' || act === 'no-sale') setInside({ kind: act });
    else setInside({ kind: 'move', move: act });
  };
  const may = (act: TillAct): boolean => answerFor(session.permissions, permissionOf[act], 0) !== 'hidden';
  const acts = allActs.filter((act) => may(act) && (act === 'z-reports' ? reports.hasZ : shift !== null));
  const keys = { ...menuKeys(acts, start), Escape: onBack, Enter: () => shift === null && setInside({ kind: 'open' }) };
  useTillKeys(keys, inside.kind === 'menu' && consent.sheet === null);
  if (inside.kind === 'open') return <ShiftOpenScreen onOpened={onOpened} onBack={menu} />;
  if (inside.kind === 'count' && shift !== null)
    return <CountScreen shift={shift} onClosed={(report) => setInside({ kind: 'report', report })} onBack={menu} />;
  if (inside.kind === 'report') return <ReportScreen report={inside.report} onRefused={onBooked} onBack={menu} />;
  const isAsking = consent.sheet !== null;
  return (
    <>
      <TillView
        shift={shownShift(shift)}
        acts={acts}
        onAct={start}
        onOpenShift={() => setInside({ kind: 'open' })}
        onBack={onBack}
      />
      {inside.kind === 'move' && !isAsking ? (
        <CashMoveSheet
          title={t(`till.act.${inside.move}`)}
          reasons={reasons}
          problem={tillActs.problem}
          onMove={(given) => void tillActs.move(inside.move, given)}
          onClose={menu}
        />
      ) : null}
      {inside.kind === 'no-sale' && !isAsking ? (
        <ReasonSheet
          title={t('till.act.no-sale')}
          reasons={reasons}
          onPick={(code) => void tillActs.noSale(code)}
          onClose={menu}
        />
      ) : null}
      {consent.sheet}
    </>
  );
}
