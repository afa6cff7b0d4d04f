/** Where handhelds find this hub, as the listener on the network has it. */
export interface LanPlace {
  /** The one origin of the handheld's app, e.g. `https://kaunter-7f3a.local:8443`. */
  readonly origin: string;
  /** Where the hub's CA is fetched from, and its SHA-256 as 64 hex digits; null when browsers trust the hub anyway. */
  readonly trust: { readonly origin: string; readonly authoritySha256: string } | null;
}

/** The place before anything listens on the network: nothing can be proven for it. */
export const nowhere: LanPlace = { origin: 'https://hub.invalid', trust: null };
