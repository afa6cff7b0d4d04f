import type { Language } from '../store/store-settings.ts';

/** `automatic`: on the second screen while there is one. `window`: a window a person puts where it belongs. */
export const customerDisplayWindows = ['off', 'automatic', 'window'] as const;
export type CustomerDisplayWindow = (typeof customerDisplayWindows)[number];

export const customerDisplayThemes = ['light', 'dark', 'system'] as const;
export type CustomerDisplayTheme = (typeof customerDisplayThemes)[number];

/** What the owner decides about the screen the customer sees. */
export interface CustomerDisplaySettings {
  readonly window: CustomerDisplayWindow;
  /** The customers' language; null is the store's. */
  readonly language: Language | null;
  readonly theme: CustomerDisplayTheme;
}

/** What holds for a store that never decided: its settings are older than the display. */
export const customerDisplayStart: CustomerDisplaySettings = { window: 'automatic', language: null, theme: 'light' };

/** The store's decision, or the start for settings without one (CD12). */
export function customerDisplayOf(settings: {
  readonly customerDisplay?: CustomerDisplaySettings | undefined;
}): CustomerDisplaySettings {
  return settings.customerDisplay ?? customerDisplayStart;
}
