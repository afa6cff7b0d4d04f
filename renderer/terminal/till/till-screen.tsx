import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { minor } from '../../../domain/money/minor.ts';
import type { OverrideUse } from '../../../domain/sale/sale.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import type { CashMoveKind } from '../../../domain/till/cash-event.ts';
import type { XReport, ZReport } from '../../../domain/till/report.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import { ReasonSheet } from '../sale/reason-sheet.tsx';
import { useShift } from '../sale/use-status.tsx';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { CashMoveSheet } from './cash-move-sheet.tsx';
import { CountScreen } from './count-screen.tsx';
import { ReportView } from './report-view.tsx';
import { ShiftOpenScreen } from './shift-open-screen.tsx';
import { type TillAct, TillView, tillKeys } from './till-view.tsx';

type Inside =
  | { readonly kind: 'menu' }
  | { readonly kind: 'open' }
  | { readonly kind: 'count' }
  | { readonly kind: 'move'; readonly move: CashMoveKind }
  | { readonly kind: 'no-sale' }
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

/** The money in the drawer: open, move, read, count, close. */
export function TillScreen({ onBooked, onOpened, onBack }: TillScreenProps): ReactElement {
  const { client, session, settings, sender, ambient } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const consent = useConsent();
  const { shift } = useShift();
  const [inside, setInside] = useState<Inside>({ kind: 'menu' });
  const [problem, setProblem] = useState<string | null>(null);
  const zReports = useQuery({
    queryKey: ['live', 'z-reports'],
    queryFn: () => client.shift.zReports({ before: null, limit: 1 }),
    enabled: answerFor(session.permissions, 'report.z', 0) === 'allow',
  });
  const menu = (): void => {
    setProblem(null);
    setInside({ kind: 'menu' });
  };
  const showReport = async (act: 'x-report' | 'z-reports'): Promise<void> => {
    try {
      const last = zReports.data?.[0];
      if (act === 'x-report') setInside({ kind: 'report', report: await client.shift.xReport() });
      else if (last !== undefined)
        setInside({ kind: 'report', report: await client.shift.zReport({ shiftId: last.shiftId }) });
    } catch (error) {
      onBooked(refusalText(refusalCodeOf(error)));
    }
  };
  const start = (act: TillAct): void => {
    setProblem(null);
    if (act === 'x-report' || act === 'z-reports') void showReport(act);
    else if (act === 'count') setInside({ kind: 'count' });
    else if (act === 'no-sale') setInside({ kind: 'no-sale' });
    else setInside({ kind: 'move', move: act });
  };
  const overridesFor = async (permission: Permission, figure: number): Promise<readonly OverrideUse[] | null> => {
    if (shift === null) return null;
    const answer = await consent.ask({ permission, objectId: shift.shift.shiftId, figure });
    if (!answer.ok) return null;
    return answer.use === null ? [] : [answer.use];
  };
  const move = async (
    kind: CashMoveKind,
    given: { amount: number; reasonCode: string; note: string },
  ): Promise<void> => {
    const overrides = await overridesFor(`cash.${kind}` as Permission, given.amount);
    if (overrides === null || shift === null) return setProblem(refusalText('permission-missing'));
    const { reasonCode, note } = given;
    const result = await sender.send('cash.moved', {
      cashEventId: ambient.newId(),
      shiftId: shift.shift.shiftId,
      kind,
      amount: minor(given.amount),
      reasonCode,
      note,
      overrides: [...overrides],
    });
    const refused = refusalOfResult(result);
    if (refused !== null) return setProblem(refusalText(refused));
    onBooked(t('notice.booked'));
  };
  const noSale = async (reasonCode: string): Promise<void> => {
    const overrides = await overridesFor('drawer.no-sale', 0);
    if (overrides === null || shift === null) return menu();
    const refused = refusalOfResult(
      await sender.send('drawer.no-sale', {
        shiftId: shift.shift.shiftId,
        reasonCode,
        note: '',
        overrides: [...overrides],
      }),
    );
    onBooked(refused === null ? t('notice.drawer-opened') : refusalText(refused));
  };
  const acts = (Object.keys(permissionOf) as TillAct[]).filter((act) => {
    if (answerFor(session.permissions, permissionOf[act], 0) === 'hidden') return false;
    return act === 'z-reports' ? (zReports.data?.length ?? 0) > 0 : shift !== null;
  });
  const isMenu = inside.kind === 'menu';
  useTillKeys(
    {
      Escape: isMenu ? onBack : menu,
      Enter: () => shift === null && setInside({ kind: 'open' }),
      ...Object.fromEntries(
        Object.entries(tillKeys).map(([key, act]) => [key, () => acts.includes(act) && start(act)]),
      ),
    },
    (isMenu || inside.kind === 'report') && consent.sheet === null,
  );
  if (inside.kind === 'open') return <ShiftOpenScreen onOpened={onOpened} onBack={menu} />;
  if (inside.kind === 'count' && shift !== null)
    return <CountScreen shift={shift} onClosed={(report) => setInside({ kind: 'report', report })} onBack={menu} />;
  if (inside.kind === 'report') {
    const { report } = inside;
    const print = (): void =>
      void (
        'zNumber' in report ? client.print.zReport({ shiftId: report.shift.shiftId }) : client.print.xReport()
      ).catch((error: unknown) => onBooked(refusalText(refusalCodeOf(error))));
    const mayPrint = answerFor(session.permissions, 'zNumber' in report ? 'report.z' : 'report.x', 0) === 'allow';
    return <ReportView report={report} onPrint={mayPrint ? print : undefined} onBack={menu} />;
  }
  const open =
    shift === null
      ? null
      : {
          series: shift.shift.series,
          openedAt: shift.shift.openedAt,
          openedByName: shift.openedByName,
          startingAmount: shift.shift.startingAmount,
        };
  return (
    <>
      <TillView
        shift={open}
        acts={acts}
        onAct={start}
        onOpenShift={() => setInside({ kind: 'open' })}
        onBack={onBack}
      />
      {inside.kind === 'move' ? (
        <CashMoveSheet
          title={t(`till.act.${inside.move}`)}
          reasons={settings.reasons.filter((reason) => reason.for.includes(`cash.${inside.move}`))}
          problem={problem}
          onMove={(given) => void move(inside.move, given)}
          onClose={menu}
        />
      ) : null}
      {inside.kind === 'no-sale' && consent.sheet === null ? (
        <ReasonSheet
          title={t('till.act.no-sale')}
          reasons={settings.reasons.filter((reason) => reason.for.includes('drawer.no-sale'))}
          onPick={(code) => void noSale(code)}
          onClose={menu}
        />
      ) : null}
      {consent.sheet}
    </>
  );
}
