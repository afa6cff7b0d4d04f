/** Where handhelds find this hub, as the listener on the network has it. */
export interface LanPlace {
  /** The one origin of the handheld's app, e.g. `https://kaunter-7f3a.local:8443`. */
  readonly origin: string;
  /** Where the hub's CA is fetched from, and its SHA-256 as 64 hex digits; null when browsers trust the hub anyway. */
  readonly trust: { readonly origin: string; readonly authoritySha256: string } | null;
}

/** Asked anew each time, since the network opens and closes with the settings. */
export interface Lan {
  /** Null while the hub is not on a network. */
  origin: () => string | null;
  place: () => LanPlace | null;
}

/** Nothing listens on the network yet. */
export function noLan(): Lan {
  return { origin: () => null, place: () => null };
}

/** What a proof is checked against while the hub is not on a network: nothing can be made for it. */
export const nowhere = 'https://hub.invalid';
