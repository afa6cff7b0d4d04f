import { useQuery } from '@tanstack/react-query';
import { type ReactElement, type RefObject, useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Item } from '../../../domain/catalog/item.ts';
import { useText } from '../../kit/text.tsx';
import { HelpSheet } from '../app/help-sheet.tsx';
import { answerFor, useLinkState, useTerminal } from '../app/terminal.tsx';
import type { Place, TopBarProps } from '../app/top-bar.tsx';
import type { ItemBrowserProps } from '../catalog/item-browser.tsx';
import { useCheckTable } from '../check/use-checks.ts';
import { useConsent } from '../staff/use-consent.tsx';
import { MeasureSheet } from './measure-sheet.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import type { LineActions } from './sale-line-row.tsx';
import type { SalePanelProps } from './sale-panel.tsx';
import { type SellNotice, SellView } from './sell-view.tsx';
import { type LineEdits, useLineEdits } from './use-line-edits.tsx';
import { type SellActs, useSellActs } from './use-sell-acts.ts';
import { type Search, useClock, useGrid, useSearch } from './use-sell-data.ts';
import { useStatus } from './use-status.tsx';
import { type KeyActions, useTillKeys } from './use-till-keys.ts';

export interface SellScreenProps {
  readonly notice: SellNotice | null;
  readonly onNotice: (notice: SellNotice | null) => void;
  readonly onPlace: (place: Place) => void;
  readonly onTender: () => void;
  readonly onDetail: (item: Item) => void;
  readonly onImport: () => void;
  /** Goods that are asked how much of them is sold. */
  readonly measuring: readonly Item[];
  readonly onMeasure: (item: Item) => void;
  /** The first of them is through. */
  readonly onMeasured: () => void;
}
type OpenSheet = 'help' | 'void-sale' | null;
interface Around {
  readonly props: SellScreenProps;
  readonly acts: SellActs;
  readonly edits: LineEdits;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly setSheet: (sheet: OpenSheet) => void;
}

/** The keys of the till; the help sheet lists the same ones. */
function useSellKeyMap({ props, acts, edits, searchRef, setSheet }: Around): KeyActions {
  const { desk, signOff } = useTerminal();
  return {
    F2: () => searchRef.current?.focus(),
    F3: () => edits.open('quantity'),
    F4: () => edits.open('line-discount'),
    'Shift+F4': () => edits.open('sale-discount'),
    F5: () => edits.open('price'),
    F6: () => void acts.suspend(),
    'Shift+F6': () => props.onPlace('suspended'),
    F7: () => props.onPlace('journal'),
    F8: () => props.onPlace('return'),
    F9: () => props.onPlace('till'),
    F10: () => props.onPlace('settings'),
    F11: () => props.onPlace('print'),
    F12: acts.tender,
    Delete: () => edits.open('void-line'),
    'Shift+Delete': () => !desk.isEmpty && setSheet('void-sale'),
    ArrowUp: () => desk.selectBy(-1),
    ArrowDown: () => desk.selectBy(1),
    '+': () => acts.stepSelected(1),
    '-': () => acts.stepSelected(-1),
    'Ctrl+z': () => desk.undo(),
    'Ctrl+l': signOff,
    Escape: () => props.onNotice(null),
    '?': () => setSheet('help'),
  };
}

/** Stable for the whole life of the screen, so that the memoised rows stay unpainted. */
function useLineActions(step: SellActs['step'], edits: LineEdits): LineActions {
  const { desk } = useTerminal();
  const latest = useRef({ step, open: edits.open });
  latest.current = { step, open: edits.open };
  return useMemo(
    () => ({
      onSelect: (lineId) => desk.select(desk.state().selectedLineId === lineId ? null : lineId),
      onLess: (lineId) => latest.current.step(lineId, -1),
      onMore: (lineId) => latest.current.step(lineId, 1),
      onQuantity: () => latest.current.open('quantity'),
      onDiscount: () => latest.current.open('line-discount'),
      onPrice: () => latest.current.open('price'),
      onVoid: () => latest.current.open('void-line'),
    }),
    [desk],
  );
}

/** What the arrows, Enter and Esc do in the search field. */
function searchKeyHandler(
  search: Search,
  add: (item: Item) => void,
  field: RefObject<HTMLInputElement | null>,
): ItemBrowserProps['onSearchKey'] {
  return (key) => {
    const count = search.hits?.length ?? 0;
    if (key === 'escape') {
      search.setText('');
      field.current?.blur();
    } else if (key === 'enter') {
      const hit = search.hits?.[search.index];
      if (hit !== undefined) add(hit.item);
    } else if (count > 0) search.setIndex((search.index + (key === 'down' ? 1 : count - 1)) % count);
  };
}

function useBrowser({ props, acts, searchRef }: Around): ItemBrowserProps {
  const { session } = useTerminal();
  const search = useSearch();
  const grid = useGrid();
  const latest = useRef({ acts, search, props });
  latest.current = { acts, search, props };
  const add = useCallback(
    (item: Item) => {
      // Measured goods are never one of anything: the till asks how much, and the answer rings the line.
      if (item.unit !== 'each') latest.current.props.onMeasure(item);
      else if (!latest.current.acts.add(item)) return;
      latest.current.search.setText('');
      searchRef.current?.blur();
    },
    [searchRef],
  );
  return {
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
    onSearchKey: searchKeyHandler(search, add, searchRef),
    onImport: answerFor(session.permissions, 'catalog.import', 0) === 'allow' ? props.onImport : undefined,
  };
}

function usePanel({ acts, edits, setSheet }: Around): SalePanelProps {
  const { desk, link } = useTerminal();
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const linkState = useLinkState(link);
  return {
    sale: state.sale,
    settled: state.settled,
    checkTable: useCheckTable(state.sale.check?.checkId),
    selectedLineId: state.selectedLineId,
    lineActions: useLineActions(acts.step, edits),
    undoText: state.undo.at(-1)?.text ?? null,
    onUndo: () => desk.undo(),
    onTender: acts.tender,
    onSuspend: () => void acts.suspend(),
    onSaleDiscount: () => edits.open('sale-discount'),
    onVoidSale: () => setSheet('void-sale'),
    canTender: state.sale.lines.some((line) => line.voided === null) && linkState === 'open',
  };
}

function useBar({ props, setSheet }: Around): TopBarProps {
  const { client, settings, session, signOff } = useTerminal();
  const suspended = useQuery({ queryKey: ['live', 'suspended'], queryFn: () => client.sale.suspended() });
  return {
    storeName: settings.storeName,
    staffName: session.staff.name,
    suspendedCount: suspended.data?.length ?? 0,
    onPlace: props.onPlace,
    onHelp: () => setSheet('help'),
    onSignOff: signOff,
  };
}

function useNotices(notice: SellNotice | null): readonly SellNotice[] {
  const t = useText();
  const { link } = useTerminal();
  const own = notice === null ? [] : [notice];
  if (useLinkState(link) !== 'away') return own;
  return [{ tone: 'warn', title: t('notice.hub-title'), text: t('notice.hub-text') }, ...own];
}

/** Where a part of the status strip leads, if it leads anywhere. */
function wayFrom(id: string, onPlace: (place: Place) => void): (() => void) | undefined {
  if (id === 'printer' || id === 'jobs') return () => onPlace('print');
  if (id === 'devices') return () => onPlace('devices');
  if (id === 'findings') return () => onPlace('finding');
  return id === 'shift' || id === 'drawer' ? () => onPlace('till') : undefined;
}

/** The till: everything that happens while a sale is rung. */
export function SellScreen(props: SellScreenProps): ReactElement {
  const { settings } = useTerminal();
  const t = useText();
  const searchRef = useRef<HTMLInputElement>(null);
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const consent = useConsent();
  const edits = useLineEdits(consent);
  const { onNotice, onTender, onPlace } = props;
  const acts = useSellActs({ onNotice, onTender, onTill: () => onPlace('till') }, consent);
  const around: Around = { props, acts, edits, searchRef, setSheet };
  const status = useStatus().map((part) => ({ ...part, onPress: wayFrom(part.id, onPlace) }));
  const isCovered = sheet !== null || edits.isOpen || consent.sheet !== null;
  const [measured] = props.measuring;
  useTillKeys(useSellKeyMap(around), !isCovered && measured === undefined);
  const voidSale = (reasonCode: string): void => {
    setSheet(null);
    void acts.voidSale(reasonCode);
  };
  return (
    <>
      <SellView
        bar={useBar(around)}
        browser={useBrowser(around)}
        panel={usePanel(around)}
        notices={useNotices(props.notice)}
        onDismiss={() => onNotice(null)}
        status={status}
        clock={useClock(settings.timeZone, settings.language)}
      />
      {edits.sheet}
      {isCovered || measured === undefined ? null : (
        <MeasureSheet key={`${measured.itemId} ${props.measuring.length}`} item={measured} onDone={props.onMeasured} />
      )}
      {consent.sheet}
      {sheet === 'help' ? <HelpSheet onClose={() => setSheet(null)} /> : null}
      {sheet === 'void-sale' ? (
        <ReasonSheet
          title={t('void.sale-title')}
          text={t('void.sale-text')}
          reasons={settings.reasons.filter((reason) => reason.for.includes('sale.void'))}
          onPick={voidSale}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}
