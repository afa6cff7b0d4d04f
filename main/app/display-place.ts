import type { CustomerDisplayWindow } from '../../domain/customer-display/display-settings.ts';

/** A rectangle of the desktop, in its own pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One screen of the machine. */
export interface Screen {
  readonly id: number;
  readonly bounds: Bounds;
}

/** Where the customer display belongs: over a whole screen, in a window of its own, or nowhere. */
export type DisplayPlace =
  | { readonly kind: 'none' }
  | { readonly kind: 'screen'; readonly screenId: number; readonly bounds: Bounds }
  | { readonly kind: 'window' };

/** Screens that are not the till's. */
export function otherScreens(screens: readonly Screen[], tillScreenId: number): readonly Screen[] {
  return screens.filter(({ id }) => id !== tillScreenId);
}

/** The place for the owner's decision and the screens of this moment; the till's own screen is never covered (CD8). */
export function displayPlace(
  window: CustomerDisplayWindow,
  screens: readonly Screen[],
  tillScreenId: number,
): DisplayPlace {
  switch (window) {
    case 'off':
      return { kind: 'none' };
    case 'window':
      return { kind: 'window' };
    case 'automatic': {
      const second = otherScreens(screens, tillScreenId)[0];
      return second === undefined ? { kind: 'none' } : { kind: 'screen', screenId: second.id, bounds: second.bounds };
    }
  }
}

/** Is it the same place, so that the window can stay as it is? */
export function isSamePlace(a: DisplayPlace, b: DisplayPlace): boolean {
  if (a.kind !== 'screen' || b.kind !== 'screen') return a.kind === b.kind;
  const sides = ['x', 'y', 'width', 'height'] as const;
  return a.screenId === b.screenId && sides.every((side) => a.bounds[side] === b.bounds[side]);
}
