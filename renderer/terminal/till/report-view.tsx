import { Printer } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { XReport, ZReport } from '../../../domain/till/report.ts';
import { cashDirection } from '../../../domain/till/shift.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { useDayText, When } from '../store/when.tsx';

export interface ReportViewProps {
  readonly report: XReport | ZReport;
  readonly onPrint: (() => void) | undefined;
  readonly onBack: () => void;
}
function isZ(report: XReport | ZReport): report is ZReport {
  return 'zNumber' in report;
}

function Row({
  label,
  children,
  strong = false,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly strong?: boolean;
}): ReactElement {
  return (
    <div
      className={`flex justify-between gap-4 py-1 ${strong ? 'border-t border-line pt-2 text-lg font-semibold' : ''}`}
    >
      <dt>{label}</dt>
      <dd className="m-0">{children}</dd>
    </div>
  );
}

function Sales({ report }: { readonly report: XReport }): ReactElement {
  const t = useText();
  return (
    <Card title={t('report.sales')}>
      <dl className="m-0">
        <Row label={t('report.net')}>
          <MoneyText minor={report.netTotal} />
        </Row>
        <Row label={t('report.tax')}>
          <MoneyText minor={report.taxTotal} />
        </Row>
        <Row label={t('report.turnover')} strong>
          <MoneyText minor={report.turnover} testId="turnover" />
        </Row>
        {report.cashRounding === 0 ? null : (
          <Row label={t('tender.rounding')}>
            <MoneyText minor={report.cashRounding} signed />
          </Row>
        )}
      </dl>
    </Card>
  );
}

/** Tax by rate, and apart from it what returned goods took back, as the paper has it. */
function Taxes({ report }: { readonly report: XReport }): ReactElement {
  const t = useText();
  const returned = report.taxes.filter(({ direction }) => direction === 'return');
  return (
    <Card title={t('report.by-tax')}>
      <dl className="m-0">
        {report.taxes
          .filter(({ direction }) => direction === 'sale')
          .map((tax) => (
            <TaxRow key={`${tax.taxId} ${tax.ratePpm} ${tax.included}`} {...tax} />
          ))}
      </dl>
      {returned.length === 0 ? null : (
        <>
          <h3 className="mt-3 mb-1 text-[13px] font-medium text-soft">{t('report.tax-returned')}</h3>
          <dl className="m-0" data-testid="tax-returned">
            {returned.map((tax) => (
              <TaxRow
                key={`${tax.taxId} ${tax.ratePpm} ${tax.included}`}
                {...tax}
                base={-tax.base}
                amount={-tax.amount}
              />
            ))}
          </dl>
        </>
      )}
    </Card>
  );
}

/** Minor units; below zero for goods that came back. */
function TaxRow({
  name,
  base,
  amount,
}: {
  readonly name: string;
  readonly base: number;
  readonly amount: number;
}): ReactElement {
  const t = useText();
  return (
    <Row label={name}>
      <MoneyText minor={amount} />{' '}
      <span className="text-soft">
        ({t('report.of')} <MoneyText minor={base} />)
      </span>
    </Row>
  );
}

function Tenders({ report }: { readonly report: XReport }): ReactElement {
  const t = useText();
  return (
    <Card title={t('report.tenders')}>
      <dl className="m-0">
        {report.tenders.map((row) => (
          <Row key={row.kind} label={`${t(`tender.kind.${row.kind}`)} (${row.taken.count + row.refunded.count})`}>
            <MoneyText minor={row.taken.amount - row.refunded.amount} />
          </Row>
        ))}
      </dl>
    </Card>
  );
}

function Settlement({ report }: { readonly report: ZReport }): ReactElement {
  const t = useText();
  const exact = report.overShort === 0;
  return (
    <>
      <Banner
        tone={exact ? 'ok' : 'warn'}
        title={t(exact ? 'report.exact' : report.overShort > 0 ? 'report.over' : 'report.short')}
        action={
          <MoneyText minor={report.overShort} signed className="text-2xl font-bold text-ink" testId="over-short" />
        }
      />
      <Card title={t('report.settlement')}>
        <table className="w-full border-collapse text-[15px]">
          <thead>
            <tr className="text-[13px] text-soft">
              <th className="pb-2 text-start font-medium">{t('report.tender')}</th>
              <th className="pb-2 text-end font-medium">{t('report.expected')}</th>
              <th className="pb-2 text-end font-medium">{t('report.declared')}</th>
              <th className="pb-2 text-end font-medium">{t('report.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {report.settlement.map((row) => (
              <tr key={row.kind} className="border-t border-line">
                <td className="py-2">{t(`tender.kind.${row.kind}`)}</td>
                <td className="text-end">
                  <MoneyText minor={row.expected} />
                </td>
                <td className="text-end">
                  <MoneyText minor={row.declared} />
                </td>
                <td className="text-end font-semibold">
                  <MoneyText minor={row.overShort} signed />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </>
  );
}

/** What happened beside the sales; a line for what did not happen would only hide the others. */
function Events({ report }: { readonly report: XReport }): ReactElement | null {
  const t = useText();
  const tallies = [
    ['returns', report.returns],
    ['exchanges', report.exchanges],
    ['discounts', report.discounts],
    ['voided-lines', report.voidedLines],
    ['voided-sales', report.voidedSales],
  ] as const;
  const counts = [
    ['price-overrides', report.priceOverrides],
    ['overrides', report.overrides],
    ['no-sales', report.noSales],
    ['reprints', report.reprints],
  ] as const;
  return (
    <Card title={t('report.events')}>
      <dl className="m-0">
        <Row label={t('report.transactions')}>
          <span className="money">{report.transactions}</span>
        </Row>
        {tallies
          .filter(([, { count }]) => count > 0)
          .map(([name, { count, amount }]) => (
            <Row key={name} label={`${t(`report.${name}`)} (${count})`}>
              <MoneyText minor={amount} />
            </Row>
          ))}
        {counts
          .filter(([, count]) => count > 0)
          .map(([name, count]) => (
            <Row key={name} label={t(`report.${name}`)}>
              <span className="money">{count}</span>
            </Row>
          ))}
      </dl>
    </Card>
  );
}

/** Cash that moved without a sale, beside the float. */
function CashMoves({ report }: { readonly report: XReport }): ReactElement {
  const t = useText();
  return (
    <Card title={t('report.cash')}>
      <dl className="m-0">
        <Row label={t('shift.float')}>
          <MoneyText minor={report.shift.startingAmount} />
        </Row>
        {report.cashMoves.map(({ kind, total }) => (
          <Row key={kind} label={`${t(`cash.kind.${kind}`)} (${total.count})`}>
            <MoneyText minor={cashDirection(kind) === 'out' ? -total.amount : total.amount} signed />
          </Row>
        ))}
      </dl>
    </Card>
  );
}

/** A reading of the shift, or its numbered end. */
export function ReportView({ report, onPrint, onBack }: ReportViewProps): ReactElement {
  const t = useText();
  const dayText = useDayText();
  const title = isZ(report)
    ? t('report.z-title', { number: report.zNumber, date: dayText(report.businessDate) })
    : t('report.x-title');
  const print =
    onPrint === undefined ? null : (
      <Button hint="P" icon={<Printer size={18} aria-hidden="true" />} onPress={onPrint} testId="print-report">
        {t('report.print')}
      </Button>
    );
  return (
    <Page title={title} backLabel={t('back')} onBack={onBack} actions={print}>
      <div className="flex flex-col gap-4 pb-5" data-testid={isZ(report) ? 'z-report' : 'x-report'}>
        <p className="text-[15px] text-soft">
          {report.shift.series} · <When at={report.shift.openedAt} /> – <When at={report.at} />
        </p>
        {isZ(report) ? <Settlement report={report} /> : null}
        <div className="grid grid-cols-2 items-start gap-4">
          <div className="flex flex-col gap-4">
            <Sales report={report} />
            {report.taxes.length === 0 ? null : <Taxes report={report} />}
          </div>
          <div className="flex flex-col gap-4">
            <Tenders report={report} />
            <CashMoves report={report} />
            <Events report={report} />
          </div>
        </div>
      </div>
    </Page>
  );
}
