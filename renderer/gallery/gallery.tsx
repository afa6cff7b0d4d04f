import { type ReactElement, useSyncExternalStore } from 'react';
import { languages } from '../../domain/store/store-settings.ts';
import { allSpecimens } from './all-specimens.ts';
import { hashOfPlace, type Place, placeOfHash, sizes } from './place.ts';
import type { Specimen } from './specimen.ts';
import { Stage } from './stage.tsx';

function onHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The place in the address, with a view and a state that exist. */
function usePlace(): { readonly place: Place; readonly specimen: Specimen | undefined } {
  const hash = useSyncExternalStore(onHash, () => window.location.hash);
  const asked = placeOfHash(hash);
  const specimen = allSpecimens.find(({ id }) => id === asked.specimen) ?? allSpecimens[0];
  const states = Object.keys(specimen?.states ?? {});
  const state = states.includes(asked.state) ? asked.state : (states[0] ?? '');
  return { place: { ...asked, specimen: specimen?.id ?? '', state }, specimen };
}

interface ToggleProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: string;
  readonly hrefOf: (value: string) => string;
}
function Toggle({ label, values, value, hrefOf }: ToggleProps): ReactElement {
  return (
    <nav aria-label={label} className="flex gap-0.5 rounded-control bg-sunken p-0.5">
      {values.map((each) => (
        <a
          key={each}
          href={hrefOf(each)}
          aria-current={each === value}
          className={`rounded-lg px-2.5 py-1 text-[13px] no-underline ${each === value ? 'bg-surface font-semibold text-ink' : 'text-soft'}`}
        >
          {each}
        </a>
      ))}
    </nav>
  );
}

function Shelf({ place }: { readonly place: Place }): ReactElement {
  return (
    <nav aria-label="Views" className="w-56 shrink-0 overflow-auto border-e border-line bg-surface p-3 text-[13px]">
      <p className="mb-2 text-base font-semibold">Kaunter gallery</p>
      {allSpecimens.map(({ id, states }) => (
        <div key={id} className="mb-2">
          <p className="font-semibold">{id}</p>
          {Object.keys(states).map((state) => (
            <a
              key={state}
              href={hashOfPlace({ ...place, specimen: id, state })}
              aria-current={id === place.specimen && state === place.state ? 'page' : undefined}
              className="block rounded px-2 py-0.5 text-soft no-underline aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
            >
              {state}
            </a>
          ))}
        </div>
      ))}
    </nav>
  );
}

function Toggles({ place }: { readonly place: Place }): ReactElement {
  const to = (change: Partial<Place>): string => hashOfPlace({ ...place, ...change });
  return (
    <header className="flex flex-wrap items-center gap-3 border-b border-line bg-surface px-3 py-2">
      <Toggle
        label="Language"
        values={languages}
        value={place.language}
        hrefOf={(value) => to({ language: languages.find((each) => each === value) ?? 'en' })}
      />
      <Toggle
        label="Theme"
        values={['light', 'dark']}
        value={place.theme}
        hrefOf={(value) => to({ theme: value === 'dark' ? 'dark' : 'light' })}
      />
      <Toggle
        label="Direction"
        values={['ltr', 'rtl']}
        value={place.direction}
        hrefOf={(value) => to({ direction: value === 'rtl' ? 'rtl' : 'ltr' })}
      />
      <Toggle
        label="Size"
        values={sizes}
        value={place.size}
        hrefOf={(value) => to({ size: sizes.find((each) => each === value) ?? 'window' })}
      />
      <a href={to({ bare: true })} className="text-[13px] text-accent">
        bare
      </a>
    </header>
  );
}

/**
 * Every view in every state. A size other than `window` shows the bare page in a frame of that size, because views answer
 * to the width of their window.
 */
export function Gallery(): ReactElement | null {
  const { place, specimen } = usePlace();
  if (specimen === undefined) return null;
  if (place.bare) return <Stage specimen={specimen} state={place.state} place={place} />;
  const [width, height] = place.size === 'window' ? ['100%', '100%'] : place.size.split('x');
  return (
    <div className="flex h-full">
      <Shelf place={place} />
      <div className="flex min-w-0 flex-1 flex-col">
        <Toggles place={place} />
        <div className="min-h-0 flex-1 overflow-auto bg-sunken">
          <iframe
            key={hashOfPlace(place)}
            title={`${place.specimen} ${place.state}`}
            src={hashOfPlace({ ...place, bare: true })}
            width={width ?? '100%'}
            height={height ?? '100%'}
            className="block border-0"
          />
        </div>
      </div>
    </div>
  );
}
