import { Archive, Calculator, CircleHelp, Lock, RotateCcw, ScrollText, Settings, Store } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button, IconButton } from '../../kit/button.tsx';
import { useText } from '../../kit/text.tsx';

/** Places of the terminal that the top bar leads to. */
export type Place = 'sell' | 'suspended' | 'journal' | 'return' | 'till' | 'settings';
export interface TopBarProps {
  readonly storeName: string;
  readonly staffName: string;
  readonly suspendedCount: number;
  readonly onPlace: (place: Place) => void;
  readonly onHelp: () => void;
  readonly onSignOff: () => void;
}

interface Way {
  readonly place: Place;
  readonly key: string;
  readonly icon: ReactNode;
}
const ways: readonly Way[] = [
  { place: 'suspended', key: '⇧F6', icon: <Archive size={18} aria-hidden="true" /> },
  { place: 'journal', key: 'F7', icon: <ScrollText size={18} aria-hidden="true" /> },
  { place: 'return', key: 'F8', icon: <RotateCcw size={18} aria-hidden="true" /> },
  { place: 'till', key: 'F9', icon: <Calculator size={18} aria-hidden="true" /> },
  { place: 'settings', key: 'F10', icon: <Settings size={18} aria-hidden="true" /> },
];

/** Who sells here, and the ways to everything else. */
export function TopBar(props: TopBarProps): ReactElement {
  const t = useText();
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1 border-b border-line bg-surface px-4">
      <span className="flex min-w-0 items-center gap-2.5 pe-3">
        <Store size={22} aria-hidden="true" className="shrink-0 text-accent" />
        <span className="max-w-48 truncate text-base font-semibold">{props.storeName}</span>
      </span>
      <nav className="flex min-w-0 flex-1 items-center gap-0.5" aria-label={t('nav.label')}>
        {ways.map(({ place, key, icon }) => (
          <Button
            key={place}
            tone="quiet"
            icon={icon}
            hint={key}
            onPress={() => props.onPlace(place)}
            testId={`go-${place}`}
          >
            {t(`nav.${place}`)}
            {place === 'suspended' && props.suspendedCount > 0 ? ` (${props.suspendedCount})` : ''}
          </Button>
        ))}
      </nav>
      <IconButton
        label={t('nav.help')}
        icon={<CircleHelp size={20} aria-hidden="true" />}
        hint="?"
        onPress={props.onHelp}
        testId="help"
      />
      <Button
        tone="quiet"
        icon={<Lock size={18} aria-hidden="true" />}
        hint="Ctrl L"
        onPress={props.onSignOff}
        testId="sign-off"
        label={t('nav.sign-off', { name: props.staffName })}
      >
        <span className="block max-w-32 truncate">{props.staffName}</span>
      </Button>
    </header>
  );
}
