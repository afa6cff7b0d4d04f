import { Archive, Calculator, CircleHelp, Lock, RotateCcw, ScrollText, Settings, Store } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button, IconButton } from '../../kit/button.tsx';
import { useText } from '../../kit/text.tsx';

/** Places of the terminal that the top bar leads to. */
export type Place = 'sell' | 'suspended' | 'journal' | 'return' | 'till' | 'settings' | 'print' | 'finding' | 'devices';
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
/** On a narrow screen the words and keys stay, the icons go. */
const icon = { size: 18, 'aria-hidden': true, className: 'shrink-0 max-xl:hidden' } as const;
const ways: readonly Way[] = [
  { place: 'suspended', key: '⇧F6', icon: <Archive {...icon} /> },
  { place: 'journal', key: 'F7', icon: <ScrollText {...icon} /> },
  { place: 'return', key: 'F8', icon: <RotateCcw {...icon} /> },
  { place: 'till', key: 'F9', icon: <Calculator {...icon} /> },
  { place: 'settings', key: 'F10', icon: <Settings {...icon} /> },
];

/** Who sells here, and the ways to everything else. */
export function TopBar(props: TopBarProps): ReactElement {
  const t = useText();
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1 border-b border-line bg-surface px-4 max-xl:px-3">
      <h1 className="flex min-w-0 items-center gap-2.5 pe-2">
        <Store size={22} aria-hidden="true" className="shrink-0 text-accent" />
        <span className="max-w-48 truncate text-base font-semibold max-xl:max-w-32">{props.storeName}</span>
      </h1>
      <nav className="flex min-w-0 flex-1 items-center gap-1 max-xl:gap-0" aria-label={t('nav.label')}>
        {ways.map(({ place, key, icon }) => (
          <Button
            key={place}
            tone="quiet"
            size="compact"
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
        size="compact"
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
