import type { ReactElement } from 'react';
import type { XReport, ZReport } from '../../../domain/till/report.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { ReportView } from './report-view.tsx';

export interface ReportScreenProps {
  readonly report: XReport | ZReport;
  readonly onRefused: (text: string) => void;
  readonly onBack: () => void;
}

/** A report on the screen, and on paper for whoever may. */
export function ReportScreen({ report, onRefused, onBack }: ReportScreenProps): ReactElement {
  const { client, session } = useTerminal();
  const refusalText = useRefusalText();
  const isZ = 'zNumber' in report;
  const mayPrint = answerFor(session.permissions, isZ ? 'report.z' : 'report.x', 0) === 'allow';
  const print = async (): Promise<void> => {
    try {
      await (isZ ? client.print.zReport({ shiftId: report.shift.shiftId }) : client.print.xReport());
    } catch (error) {
      onRefused(refusalText(refusalCodeOf(error)));
    }
  };
  const onPrint = (): void => void print();
  useTillKeys({ Escape: onBack, p: () => mayPrint && onPrint(), P: () => mayPrint && onPrint() });
  return <ReportView report={report} onPrint={mayPrint ? onPrint : undefined} onBack={onBack} />;
}
