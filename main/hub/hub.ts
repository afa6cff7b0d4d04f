import type { CertificateFacts, NetworkStatus } from '../../contracts/network.ts';
import type { PushAnswer } from '../../contracts/op.ts';
import type { Ambient } from '../../domain/ambient.ts';
import type { InstallId, StaffId } from '../../domain/id.ts';
import type { RoleLimits } from '../../domain/staff/authorise.ts';
import type { StaffMember } from '../../domain/staff/staff-member.ts';
import type { HubOp, Push } from '../store/op/ledger.ts';
import type { Authorise } from '../store/op/push.ts';
import type { Store } from '../store/store.ts';
import type { CommitListener } from './after-commit.ts';
import type { BackupDesk } from './backup/backup-desk.ts';
import type { RestoreDesk } from './backup/restore-desk.ts';
import type { CatalogDesk } from './catalog-desk/catalog-desk.ts';
import type { DeviceDesk } from './device-desk/device-desk.ts';
import type { EventBoard } from './events/event-board.ts';
import type { FindingDesk } from './finding/finding-desk.ts';
import type { HubHandhelds } from './handheld/compose-handhelds.ts';
import type { Log } from './log.ts';
import type { PrintDesk } from './print/print-desk.ts';
import type { PinDesk } from './session/pin-desk.ts';
import type { SessionBook } from './session/session-book.ts';
import type { FloodGate } from './sync/flood-gate.ts';
import type { SyncDesk } from './sync/sync-desk.ts';
import type { HubIdentity } from './tls/hub-identity.ts';
import type { VerifyDesk } from './verify-desk.ts';

/** Where the data key of the store is kept. */
export type KeyStorage = 'os' | 'passphrase-file' | 'none';

/** Everything a call may need, composed once in `start-hub.ts`. */
export interface Hub extends HubHandhelds {
  readonly version: string;
  readonly keyStorage: KeyStorage;
  readonly ambient: Ambient;
  readonly log: Log;
  readonly store: Store;
  readonly sessions: SessionBook;
  readonly pins: PinDesk;
  readonly board: EventBoard;
  readonly print: PrintDesk;
  readonly devices: DeviceDesk;
  /** Development: virtual devices may be handled by hand. */
  readonly devMode: boolean;
  readonly catalog: CatalogDesk;
  readonly verify: VerifyDesk;
  readonly backup: BackupDesk;
  readonly restore: RestoreDesk;
  readonly sync: SyncDesk;
  /** What somebody should look at of what came in. */
  readonly findings: FindingDesk;
  readonly flood: FloodGate;
  readonly identity: Pick<HubIdentity, 'fingerprint' | 'notAfter' | 'authorityPem'>;
  /** How far each role goes alone in this store. */
  readonly limits: () => RoleLimits;
  readonly staffOf: (staffId: StaffId) => StaffMember | null;
  /** Takes a client's push in the shared commit of this turn; resolves after the commit. */
  readonly takePush: (push: Push, authorise: Authorise) => Promise<PushAnswer>;
  /** Appends ops of the hub's own, all or none; throws when the store refuses one, which only a bug makes it do. */
  readonly append: (ops: readonly HubOp[]) => void;
  /** Tells of each commit of pushes and own ops at once, with the kinds of its ops. */
  readonly onCommit: (listener: CommitListener) => void;
  /** How the hub stands on the local network. */
  readonly network: () => NetworkStatus;
  /** By which certificates devices know the hub. */
  readonly certificates: () => CertificateFacts;
  /** Is this one of the installs the hub has let in? */
  readonly terminalInstallId: InstallId;
}
