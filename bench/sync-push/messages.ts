import type { InstallId } from '../../domain/id.ts';
import type { Op } from '../../domain/op/op.ts';

/** What the bench tells its clients' process, and what it answers. */
export type Command =
  /** Push these ops into a hub, from the same outbox a handheld keeps. */
  | {
      readonly kind: 'hub';
      readonly url: string;
      readonly caPem: string;
      readonly token: string;
      readonly installId: InstallId;
      /** Where the client keeps its outbox. */
      readonly dir: string;
      readonly ops: readonly Op[];
    }
  /** Replicate documents into a CouchDB of its own kind; `synced`: with each write on the disk before it counts. */
  | {
      readonly kind: 'pouch';
      readonly url: string;
      readonly caPem: string | null;
      readonly synced: boolean;
      readonly dir: string;
      readonly batch: number;
      readonly docs: readonly object[];
    };

export interface Ran {
  readonly tookMs: number;
  /** Bytes that went out and came in, with everything around them. */
  readonly wireBytes: number;
  readonly requests: number;
}
