import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { decideSuspend, decideVoid } from '../../../domain/sale/decide-complete.ts';
import { useText } from '../../kit/text.tsx';
import { HelpSheet } from '../app/help-sheet.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { useLinkState, useTerminal } from '../app/terminal.tsx';
import type { Place } from '../app/top-bar.tsx';
import type { SearchHit } from '../catalog/item-browser.tsx';
import { refusalOfResult } from '../hub/refusal-code.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { rungLine } from './rung-line.ts';
import type { LineActions } from './sale-line-row.tsx';
import type { SellNotice } from './sell-view.tsx';
import { SellView } from './sell-view.tsx';
import { useLineEdits } from './use-line-edits.tsx';
import { useShift, useStatus } from './use-status.tsx';
import { useTillKeys } from './use-till-keys.ts';

/** Hits shown under the search. */
const hitsShownMax = 30;

export interface SellScreenProps {
  readonly notice: SellNotice | null;
  readonly onNotice: (notice: SellNotice | null) => void;
  readonly onPlace: (place: Place) => void;
  readonly onTender: () => void;
  readonly onDetail: (item: Item) => void;
  readonly onImport: () => void;
}

interface Search {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly hits: readonly SearchHit[] | null;
  readonly index: number;
  readonly setIndex: (index: number) => void;
}

function useSearch(): Search {
  const { client } = useTerminal();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const query = useQuery({
    queryKey: ['search', text],
    queryFn: () => client.catalog.search({ text, limit: hitsShownMax }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const change = useCallback((next: string) => {
    setText(next);
    setIndex(0);
  }, []);
  return { text, setText: change, hits: text.trim() === '' ? null : (query.data ?? null), index, setIndex };
}

function useGrid(): {
  readonly categories: readonly string[];
  readonly category: string;
  readonly setCategory: (category: string) => void;
  readonly items: readonly Item[];
} {
  const { client } = useTerminal();
  const [category, setCategory] = useState('');
  const grid = useQuery({ queryKey: ['catalog', 'grid'], queryFn: () => client.catalog.grid() });
  const page = useQuery({
    queryKey: ['catalog', 'page', category],
    queryFn: () => client.catalog.page({ after: null, limit: 200, category, active: true }),
    enabled: category !== '',
    placeholderData: keepPreviousData,
  });
  const categories = useMemo(
    () => ['', ...(grid.data?.categories ?? []).map(({ name }) => name).filter((name) => name !== '')],
    [grid.data],
  );
  const favourites = grid.data?.items ?? [];
  const items = useMemo(
    () => (category === '' ? favourites : (page.data?.items ?? [])).map(({ item }) => item),
    [category, favourites, page.data],
  );
  return { categories, category, setCategory, items };
}

function useClock(timeZone: string, language: string): string {
  const { ambient } = useTerminal();
  const [now, setNow] = useState(ambient.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(ambient.now()), 10_000);
    return () => clearInterval(timer);
  }, [ambient]);
  return new Intl.DateTimeFormat(language, { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(
    now,
  );
}

/** The till: everything that happens while a sale is rung. */
export function SellScreen(props: SellScreenProps): ReactElement {
  const terminal = useTerminal();
  const { desk, settings, session, link, sender, ambient } = terminal;
  const t = useText();
  const refusalText = useRefusalText();
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const linkState = useLinkState(link);
  const { shift } = useShift();
  const search = useSearch();
  const grid = useGrid();
  const status = useStatus();
  const clock = useClock(settings.timeZone, settings.language);
  const consent = useConsent();
  const edits = useLineEdits(consent);
  const searchRef = useRef<HTMLInputElement>(null);
  const [sheet, setSheet] = useState<'help' | 'void-sale' | null>(null);
  const suspended = useQuery({ queryKey: ['live', 'suspended'], queryFn: () => terminal.client.sale.suspended() });
  const { onNotice } = props;
  const refuse = useCallback(
    (code: string) => onNotice({ tone: 'warn', title: t('notice.refused'), text: refusalText(code) }),
    [onNotice, t, refusalText],
  );
  const add = useCallback(
    (item: Item) => {
      const line = rungLine(item, { quantity: null, labelAmount: null }, { settings, ambient });
      const done = desk.act({ kind: 'addLine', line }, t('undo.added', { name: item.name }));
      if (!done.ok) refuse(done.refusal.code);
      search.setText('');
      searchRef.current?.blur();
    },
    [desk, settings, ambient, t, refuse, search.setText],
  );
  const step = useCallback(
    (lineId: string, by: 1 | -1) => {
      const line = desk.state().sale.lines.find((each) => each.lineId === lineId && each.voided === null);
      if (line === undefined || line.quantity.unit !== 'each') return;
      const done = desk.act(
        { kind: 'setQuantity', lineId: line.lineId, milli: line.quantity.milli + by * 1000 },
        t('undo.changed', { name: line.name }),
      );
      if (!done.ok) refuse(done.refusal.code);
    },
    [desk, t, refuse],
  );
  const { open: openEdit } = edits;
  const openRef = useRef(openEdit);
  openRef.current = openEdit;
  // Stable for the whole life of the screen, so that the memoised rows stay unpainted.
  const lineActions = useMemo<LineActions>(
    () => ({
      onSelect: (lineId) => desk.select(desk.state().selectedLineId === lineId ? null : lineId),
      onLess: (lineId) => step(lineId, -1),
      onMore: (lineId) => step(lineId, 1),
      onQuantity: () => openRef.current('quantity'),
      onDiscount: () => openRef.current('line-discount'),
      onPrice: () => openRef.current('price'),
      onVoid: () => openRef.current('void-line'),
    }),
    [desk, step],
  );
  const tender = (): void => {
    if (desk.isEmpty) return;
    if (shift === null)
      onNotice({
        tone: 'warn',
        title: t('notice.shift-needed'),
        text: t('notice.shift-needed-text'),
        action: { label: t('till.open-shift'), onPress: () => props.onPlace('till') },
      });
    else props.onTender();
  };
  const suspend = async (): Promise<void> => {
    const { sale } = desk.state();
    const decided = decideSuspend(sale);
    if (!decided.ok) return refuse(decided.refusal.code);
    if (shift === null) return tender();
    const label = sale.lines.find((line) => line.voided === null)?.name ?? '';
    const refused = refusalOfResult(await sender.send('sale.suspended', { sale, shiftId: shift.shift.shiftId, label }));
    if (refused !== null) return refuse(refused);
    desk.clear();
    onNotice({ tone: 'ok', title: t('suspended.done'), text: '' });
  };
  const voidSale = async (reasonCode: string): Promise<void> => {
    setSheet(null);
    const first = desk.state().sale;
    const decided = decideVoid(first);
    if (!decided.ok) return refuse(decided.refusal.code);
    if (shift === null) return desk.clear();
    const answer = await consent.ask({ permission: 'sale.void', objectId: first.saleId, figure: 0 });
    if (!answer.ok) return;
    if (answer.use !== null) desk.act({ kind: 'recordOverride', use: answer.use });
    const refused = refusalOfResult(
      await sender.send('sale.voided', { sale: desk.state().sale, shiftId: shift.shift.shiftId, reasonCode }),
    );
    if (refused !== null) return refuse(refused);
    desk.clear();
  };
  const isFree = sheet === null && !edits.isOpen && consent.sheet === null;
  const selectStep = (by: 1 | -1): void => {
    const id = desk.state().selectedLineId;
    if (id !== null) step(id, by);
  };
  useTillKeys(
    {
      F2: () => searchRef.current?.focus(),
      F3: () => edits.open('quantity'),
      F4: () => edits.open('line-discount'),
      'Shift+F4': () => edits.open('sale-discount'),
      F5: () => edits.open('price'),
      F6: () => void suspend(),
      'Shift+F6': () => props.onPlace('suspended'),
      F7: () => props.onPlace('journal'),
      F8: () => props.onPlace('return'),
      F9: () => props.onPlace('till'),
      F10: () => props.onPlace('settings'),
      F12: tender,
      Delete: () => edits.open('void-line'),
      'Shift+Delete': () => !desk.isEmpty && setSheet('void-sale'),
      ArrowUp: () => desk.selectBy(-1),
      ArrowDown: () => desk.selectBy(1),
      '+': () => selectStep(1),
      '-': () => selectStep(-1),
      'Ctrl+z': () => desk.undo(),
      'Ctrl+l': terminal.signOff,
      Escape: () => onNotice(null),
      '?': () => setSheet('help'),
    },
    isFree,
  );
  const searchKey = (key: 'up' | 'down' | 'enter' | 'escape'): void => {
    const count = search.hits?.length ?? 0;
    if (key === 'escape') {
      search.setText('');
      searchRef.current?.blur();
    } else if (key === 'enter') {
      const hit = search.hits?.[search.index];
      if (hit !== undefined) add(hit.item);
    } else if (count > 0) search.setIndex((search.index + (key === 'down' ? 1 : count - 1)) % count);
  };
  const notices: SellNotice[] = [];
  if (linkState === 'away') notices.push({ tone: 'warn', title: t('notice.hub-title'), text: t('notice.hub-text') });
  if (props.notice !== null) notices.push(props.notice);
  return (
    <>
      <SellView
        bar={{
          storeName: settings.storeName,
          staffName: session.staff.name,
          suspendedCount: suspended.data?.length ?? 0,
          onPlace: props.onPlace,
          onHelp: () => setSheet('help'),
          onSignOff: terminal.signOff,
        }}
        browser={{
          categories: grid.categories,
          category: grid.category,
          onCategory: grid.setCategory,
          items: grid.items,
          onItem: add,
          onDetail: props.onDetail,
          searchText: search.text,
          onSearchText: search.setText,
          hits: search.hits,
          hitIndex: search.index,
          searchRef,
          onSearchKey: searchKey,
          onImport: session.permissions['catalog.import']?.answer === 'allow' ? props.onImport : undefined,
        }}
        panel={{
          sale: state.sale,
          settled: state.settled,
          selectedLineId: state.selectedLineId,
          lineActions,
          undoText: state.undo.at(-1)?.text ?? null,
          onUndo: () => desk.undo(),
          onTender: tender,
          onSuspend: () => void suspend(),
          onSaleDiscount: () => edits.open('sale-discount'),
          onVoidSale: () => setSheet('void-sale'),
          canTender: state.sale.lines.some((line) => line.voided === null) && linkState === 'open',
        }}
        notices={notices}
        onDismiss={() => onNotice(null)}
        status={status}
        clock={clock}
      />
      {edits.sheet}
      {consent.sheet}
      {sheet === 'help' ? <HelpSheet onClose={() => setSheet(null)} /> : null}
      {sheet === 'void-sale' ? (
        <ReasonSheet
          title={t('void.sale-title')}
          text={t('void.sale-text')}
          reasons={settings.reasons.filter((reason) => reason.for.includes('sale.void'))}
          onPick={(code) => void voidSale(code)}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}
