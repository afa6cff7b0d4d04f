import { ArrowLeft, Camera, LockKeyhole, Search, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { LineButton } from '../app/line-button.tsx';
import type { LineWord } from '../app/line-state.ts';
import { PlaceBar, type PlaceBarProps } from '../app/place-bar.tsx';
import { OrderingTitle, SaleStrip, type SellCheck } from '../check/sale-strip.tsx';
import type { SaleState } from '../engine/handheld-state.ts';
import type { ScanFeedback } from '../scan/scan-view.tsx';
import { ItemGrid, type ItemGridProps } from './item-grid.tsx';
import { SaleBar } from './sale-bar.tsx';
import { SalePane, type SalePaneActs } from './sale-pane.tsx';

export interface SellViewProps extends ItemGridProps {
  readonly staffName: string;
  readonly line: LineWord;
  readonly categories: readonly string[];
  /** Null: the favourites. */
  readonly category: string | null;
  readonly sale: SaleState | null;
  /** Null: an ordinary sale. */
  readonly check: SellCheck | null;
  /** The last scan, or why something was not done. */
  readonly feedback: ScanFeedback | null;
  readonly acts: SalePaneActs;
  readonly places: PlaceBarProps;
  readonly onQuery: (text: string) => void;
  readonly onCategory: (category: string | null) => void;
  readonly onCamera: () => void;
  readonly onOpenSale: () => void;
  readonly onLineState: () => void;
  readonly onLock: () => void;
  readonly onDismiss: () => void;
}

function SearchRow({ query, onQuery, onCamera }: SellViewProps): ReactElement {
  const t = useText();
  return (
    <div className="flex gap-2 px-3 pt-2">
      <label className="relative flex min-w-0 flex-1 items-center">
        <Search size={18} aria-hidden="true" className="pointer-events-none absolute start-3 text-soft" />
        <input
          type="search"
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          placeholder={t('search.placeholder')}
          aria-label={t('search.label')}
          enterKeyHint="search"
          autoComplete="off"
          maxLength={100}
          data-testid="search"
          className="min-h-12 w-full rounded-control border border-edge bg-surface ps-10 pe-3 text-base outline-none focus:ring-2 focus:ring-accent"
        />
      </label>
      <Button size="touch" icon={<Camera size={20} aria-hidden="true" />} onPress={onCamera} testId="camera">
        {t('scan.open')}
      </Button>
    </div>
  );
}

function Chips({ categories, category, query, onCategory }: SellViewProps): ReactElement | null {
  const t = useText();
  if (query !== '' || categories.length === 0) return null;
  return (
    <nav aria-label={t('catalog.categories')} className="flex shrink-0 gap-2 overflow-x-auto px-3 py-2">
      {[null, ...categories].map((each) => (
        <button
          key={each ?? ''}
          type="button"
          aria-pressed={each === category}
          onClick={() => onCategory(each)}
          data-testid="category"
          className={`min-h-11 shrink-0 cursor-pointer whitespace-nowrap rounded-full border px-4 text-[15px] font-medium ${each === category ? 'border-accent bg-accent text-on-accent' : 'border-line bg-surface'}`}
        >
          {each ?? t('catalog.favourites')}
        </button>
      ))}
    </nav>
  );
}

/** Who sells, or for which table goods are keyed: that is a place of its own, with its own colour and its way back. */
function HeadTitle({ staffName, check }: SellViewProps): ReactElement {
  const t = useText();
  if (check?.kind !== 'ordering')
    return <h1 className="min-h-14 min-w-0 flex-1 content-center truncate text-base font-semibold">{staffName}</h1>;
  return (
    <>
      <IconButton
        label={t('back')}
        icon={<ArrowLeft size={22} aria-hidden="true" className="rtl:rotate-180" />}
        onPress={check.onLeave}
        testId="leave-ordering"
      />
      <OrderingTitle name={check.name} />
    </>
  );
}

function Head(props: SellViewProps): ReactElement {
  const t = useText();
  const { line, check, onLineState, onLock } = props;
  const look = check?.kind === 'ordering' ? 'border-accent bg-accent-soft' : 'border-line bg-surface';
  return (
    <header className={`flex shrink-0 items-center gap-2 border-b px-3 pt-[env(safe-area-inset-top)] ${look}`}>
      <HeadTitle {...props} />
      <LineButton word={line} onPress={onLineState} />
      <IconButton
        label={t('lock')}
        icon={<LockKeyhole size={20} aria-hidden="true" />}
        onPress={onLock}
        testId="lock"
      />
    </header>
  );
}

function Feedback({ feedback, onDismiss }: SellViewProps): ReactElement | null {
  const t = useText();
  if (feedback === null) return null;
  return (
    <div className="absolute inset-x-3 bottom-2 z-20 rounded-control shadow-xl" data-testid="feedback">
      <Banner
        tone={feedback.tone}
        title={feedback.title}
        text={feedback.text}
        action={<IconButton label={t('close')} icon={<X size={18} aria-hidden="true" />} onPress={onDismiss} />}
      />
    </div>
  );
}

/** The screen that sells: goods above, the sale below within reach of the thumb; on a tablet both side by side. */
export function SellView(props: SellViewProps): ReactElement {
  const t = useText();
  return (
    <div className="flex h-full min-h-0 flex-col bg-paper" data-testid="sell">
      <Head {...props} />
      <div className="flex min-h-0 flex-1">
        <main className="relative flex min-h-0 min-w-0 flex-1 flex-col">
          <SearchRow {...props} />
          <Chips {...props} />
          <div className="min-h-0 flex-1 overflow-auto overscroll-contain px-3 pt-1 pb-3">
            <ItemGrid items={props.items} query={props.query} isLoading={props.isLoading} onItem={props.onItem} />
          </div>
          {/* Over the goods, not above them: tiles that move would be missed by a thumb on its way. */}
          <Feedback {...props} />
        </main>
        <aside
          aria-label={t('sale.title')}
          className="hidden w-[20rem] shrink-0 border-s border-line bg-surface md:block lg:w-[24rem]"
        >
          <SalePane sale={props.sale} check={props.check} {...props.acts} />
        </aside>
      </div>
      <div className="md:hidden">
        <SaleStrip check={props.check} />
      </div>
      <SaleBar sale={props.sale} check={props.check} onOpen={props.onOpenSale} onPay={props.acts.onPay} />
      {props.check?.kind === 'ordering' ? null : <PlaceBar {...props.places} />}
    </div>
  );
}
