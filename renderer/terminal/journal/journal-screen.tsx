import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { SaleId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalOfResult } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { JournalView, journalColumns } from './journal-view.tsx';
import { receiptLines } from './receipt-lines.ts';

const rowsPerPage = 50;

/** The journal: found, read, printed again, taken back. */
export function JournalScreen({
  onReturn,
  onBack,
}: {
  readonly onReturn: (transactionNumber: string) => void;
  readonly onBack: () => void;
}): ReactElement {
  const { client, sender, settings } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [text, setText] = useState('');
  const [chosenId, setChosen] = useState<SaleId | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ['live', 'journal', text],
    queryFn: ({ pageParam }) => client.sale.page({ before: pageParam, limit: rowsPerPage, text, from: null, to: null }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const sales = pages.data?.pages.flatMap((page) => page.sales) ?? [];
  const openings = pages.data?.pages.flatMap((page) => page.openings) ?? [];
  const saleId = chosenId ?? sales[0]?.saleId ?? null;
  const record = useQuery({
    queryKey: ['live', 'sale', saleId],
    queryFn: () => (saleId === null ? null : client.sale.get({ saleId })),
    enabled: saleId !== null,
  });
  const chosen = record.data ?? null;
  const reprint = async (): Promise<void> => {
    if (saleId === null) return;
    const refused = refusalOfResult(await sender.send('receipt.reprinted', { saleId }));
    setMessage(refused === null ? t('journal.reprinted') : refusalText(refused));
  };
  const takeBack = (): void => {
    if (chosen !== null) onReturn(chosen.transactionNumber);
  };
  useTillKeys({ Escape: onBack, p: () => void reprint(), P: () => void reprint(), r: takeBack, R: takeBack });
  return (
    <JournalView
      text={text}
      onText={(next) => {
        setText(next);
        setChosen(null);
      }}
      sales={sales}
      openings={openings}
      chosen={chosen}
      paper={chosen === null ? null : receiptLines(chosen, settings, journalColumns)}
      message={message}
      hasMore={pages.hasNextPage}
      onMore={() => void pages.fetchNextPage()}
      onChoose={(id) => {
        setChosen(id);
        setMessage(null);
      }}
      onReprint={() => void reprint()}
      onReturn={takeBack}
      onBack={onBack}
    />
  );
}
