import { type Language, languages } from '../../domain/store/store-settings.ts';

export const sizes = [
  'window',
  '1024x600',
  '1024x768',
  '1280x800',
  '1366x768',
  '1920x1080',
  '800x1280',
  '390x844',
  '820x1180',
] as const;
export type Size = (typeof sizes)[number];

/** Where in the gallery somebody stands; all of it is in the address, so that a link shows the same. */
export interface Place {
  readonly specimen: string;
  readonly state: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
  readonly size: Size;
  /** Only the view, without the gallery around it: for tests and screenshots. */
  readonly bare: boolean;
}

/** Reads `#sell/typical?lang=de&theme=dark&dir=rtl&size=1366x768&bare`; anything unknown falls back. */
export function placeOfHash(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  const [specimen = '', state = ''] = path.split('/');
  const asked = new URLSearchParams(query);
  return {
    specimen,
    state,
    language: languages.find((each) => each === asked.get('lang')) ?? 'en',
    theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
    direction: asked.get('dir') === 'rtl' ? 'rtl' : 'ltr',
    size: sizes.find((each) => each === asked.get('size')) ?? 'window',
    bare: asked.has('bare'),
  };
}

/** The address of a place; the opposite of `placeOfHash`. */
export function hashOfPlace(place: Place): string {
  const query = new URLSearchParams({
    lang: place.language,
    theme: place.theme,
    dir: place.direction,
    size: place.size,
    ...(place.bare ? { bare: '' } : {}),
  });
  return `#${place.specimen}/${place.state}?${query}`;
}
