import { LockOpen, Printer, RotateCcw, ScrollText, Search, SearchX } from 'lucide-react';
import type { ReactElement } from 'react';
import type { z } from 'zod';
import type { saleRecord, saleSummary } from '../../../contracts/journal.ts';
import type { SaleId } from '../../../domain/id.ts';
import type { LaidOutLine } from '../../../domain/receipt/lay-out.ts';
import type { DrawerOpening } from '../../../domain/till/drawer-opening.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Page } from '../../kit/panel.tsx';
import { Chip, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { When } from '../store/when.tsx';
import { journalRows } from './journal-rows.ts';
import { ReceiptPaper } from './receipt-paper.tsx';

export type SaleSummary = z.output<typeof saleSummary>;
export type SaleRecord = z.output<typeof saleRecord>;
/** Columns of the paper shown. */
export const journalColumns = 48;

export interface JournalViewProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly sales: readonly SaleSummary[];
  /** Drawers opened without a reason, newest first; none while something is looked for. */
  readonly openings: readonly DrawerOpening[];
  readonly chosen: SaleRecord | null;
  /** The receipt as it was laid out for the printer. */
  readonly paper: readonly LaidOutLine[] | null;
  readonly message: string | null;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly onChoose: (saleId: SaleId) => void;
  readonly onReprint: () => void;
  readonly onReturn: () => void;
  readonly onBack: () => void;
}

function SaleRow({
  sale,
  chosen,
  onChoose,
}: {
  readonly sale: SaleSummary;
  readonly chosen: boolean;
  readonly onChoose: (saleId: SaleId) => void;
}): ReactElement {
  const t = useText();
  const back = sale.refund > 0;
  return (
    <li className={`border-b border-line last:border-0 ${chosen ? 'bg-accent-soft' : ''}`}>
      <button
        type="button"
        aria-pressed={chosen}
        data-testid="journal-row"
        data-number={sale.transactionNumber}
        onClick={() => onChoose(sale.saleId)}
        className="flex min-h-16 w-full cursor-pointer items-center gap-3 px-4 py-2 text-start hover:bg-raised"
      >
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2 font-semibold">
            <span className="money">{sale.transactionNumber}</span>
            {sale.kind === 'sale' ? null : <Chip tone="warn">{t(`journal.kind.${sale.kind}`)}</Chip>}
            {sale.flags.length === 0 ? null : <Chip tone="bad">{t('journal.flagged')}</Chip>}
          </span>
          <span className="block truncate text-[13px] text-soft">
            <When at={sale.completedAt} /> · {sale.staffName} · {t('sale.count', { count: sale.lines })}
          </span>
        </span>
        <MoneyText minor={back ? -sale.refund : sale.collect} className="font-semibold" />
      </button>
    </li>
  );
}

/** Nothing to choose: that it happened, when and where is all there is to know. */
function OpeningRow({ opening }: { readonly opening: DrawerOpening }): ReactElement {
  const t = useText();
  return (
    <li
      className="flex min-h-16 items-center gap-3 border-b border-line px-4 py-2 last:border-0"
      data-testid="journal-opening"
      data-drawer={opening.drawer}
    >
      <LockOpen size={20} aria-hidden="true" className="shrink-0 text-warn" />
      <span className="min-w-0 flex-1">
        <span className="block font-semibold">{t('journal.drawer-opened')}</span>
        <span className="block truncate text-[13px] text-soft">
          <When at={opening.openedAt} /> · {opening.drawer}
        </span>
      </span>
    </li>
  );
}

function Detail({ chosen, paper, message, onReprint, onReturn }: JournalViewProps): ReactElement {
  const t = useText();
  if (chosen === null) {
    return (
      <EmptyState
        icon={<ScrollText size={52} strokeWidth={1.25} aria-hidden="true" />}
        title={t('journal.pick-title')}
        text={t('journal.pick-text')}
      />
    );
  }
  return (
    <div className="flex h-full min-h-0 flex-col gap-4" data-testid="journal-detail">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="money flex-1 text-xl font-semibold">{chosen.transactionNumber}</h2>
        <Button hint="P" icon={<Printer size={18} aria-hidden="true" />} onPress={onReprint} testId="reprint">
          {t('journal.reprint')}
        </Button>
        <Button hint="R" icon={<RotateCcw size={18} aria-hidden="true" />} onPress={onReturn} testId="start-return">
          {t('journal.return')}
        </Button>
      </div>
      <p className="text-[13px] text-soft">
        {message ?? t('journal.facts', { no: chosen.no, hash: chosen.shortHash, copies: chosen.reprints })}
      </p>
      <section
        aria-label={t('journal.paper')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long receipt must scroll from the keyboard too
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto rounded-card bg-sunken p-6"
      >
        <div className="mx-auto w-fit">
          {paper === null ? null : <ReceiptPaper lines={paper} columns={journalColumns} />}
        </div>
      </section>
    </div>
  );
}

function List(props: JournalViewProps): ReactElement {
  const t = useText();
  return (
    <section className="flex min-h-0 flex-col gap-3">
      <Field
        label={t('journal.search')}
        hideLabel
        value={props.text}
        onChange={props.onText}
        placeholder={t('journal.search')}
        icon={<Search size={18} aria-hidden="true" />}
        testId="journal-search"
        autoFocus
      />
      {props.sales.length === 0 && props.openings.length === 0 ? (
        <EmptyState
          icon={<SearchX size={48} strokeWidth={1.25} aria-hidden="true" />}
          title={t('journal.none-title', { text: props.text })}
          text={t('journal.none-text')}
        />
      ) : (
        <ul className="m-0 min-h-0 flex-1 list-none overflow-auto rounded-card border border-line bg-surface p-0">
          {journalRows(props.sales, props.openings).map((row) =>
            row.kind === 'opening' ? (
              <OpeningRow key={`opening-${row.opening.no}`} opening={row.opening} />
            ) : (
              <SaleRow
                key={row.sale.saleId}
                sale={row.sale}
                chosen={row.sale.saleId === props.chosen?.sale.saleId}
                onChoose={props.onChoose}
              />
            ),
          )}
        </ul>
      )}
      {props.hasMore ? <Button onPress={props.onMore}>{t('journal.more')}</Button> : null}
    </section>
  );
}

/** Every completed sale, newest first, and each drawer opened without a reason; found again by number or amount, printed again as a copy, taken back. */
export function JournalView(props: JournalViewProps): ReactElement {
  const t = useText();
  const nothingYet = props.sales.length === 0 && props.openings.length === 0 && props.text === '';
  return (
    <Page title={t('journal.title')} backLabel={t('back')} onBack={props.onBack} width="full">
      {nothingYet ? (
        <EmptyState
          icon={<ScrollText size={56} strokeWidth={1.25} aria-hidden="true" />}
          title={t('journal.empty-title')}
          text={t('journal.empty-text')}
        />
      ) : (
        <div className="grid h-full min-h-0 grid-cols-[26rem_1fr] gap-6">
          <List {...props} />
          <section className="min-h-0">
            <Detail {...props} />
          </section>
        </div>
      )}
    </Page>
  );
}
