/** Answer of a keystore: bytes, or why not (a kebab-case code). */
export type KeystoreAnswer =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string };

/** Wraps the store's data key with a secret of the operating system, so that the files alone open nothing. */
export interface Keystore {
  readonly available: boolean;
  /** Both take and give raw bytes; the wrapped form is the keystore's own. */
  readonly wrap: (bytes: Uint8Array) => Promise<KeystoreAnswer>;
  readonly unwrap: (bytes: Uint8Array) => Promise<KeystoreAnswer>;
}

const no: KeystoreAnswer = { ok: false, reason: 'no-os-keystore' };

/** Headless there is none: the store falls back to its passphrase file and Settings says so. */
export const noKeystore: Keystore = {
  available: false,
  wrap: () => Promise.resolve(no),
  unwrap: () => Promise.resolve(no),
};
