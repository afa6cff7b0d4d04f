/** A certificate of the store's own domain, instead of one by the hub's own authority: PEM files on the hub's machine. */
export interface OwnDomain {
  /** DNS name the handhelds use, lowercase. */
  readonly host: string;
  /** Absolute paths of the chain and its key. */
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** How the hub shows itself on the local network. Storage of handhelds belongs to name and port: changing either strands them. */
export interface NetworkSettings {
  /** Off until the owner turns it on. */
  readonly enabled: boolean;
  /** TCP port of the one origin. */
  readonly port: number;
  readonly ownDomain: OwnDomain | null;
}

/** Port of the one origin unless the owner chose another. */
export const networkPortDefault = 8_443;

/** What a store is that never chose: not on the network. */
export const networkOff: NetworkSettings = { enabled: false, port: networkPortDefault, ownDomain: null };

/** The network settings of a store's document; documents from before there was a choice have none. */
export function networkOf(settings: { readonly network?: NetworkSettings | undefined } | null): NetworkSettings {
  return settings?.network ?? networkOff;
}
