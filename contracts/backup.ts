import { z } from 'zod';
import type { BackupPlan } from '../domain/backup/backup-plan.ts';
import { epochMs } from './values.ts';

/** Version of the file format (ADR 0021). A program opens every version up to its own. */
export const backupFormatVersion = 1;
/** Most parts of a file, longest manifest, in bytes, and longest path of a folder, in characters. */
export const backupPartsMax = 64;
export const manifestBytesMax = 4_194_304;
export const folderCharsMax = 1_000;
/** Most backups a folder's list shows. */
export const backupsListedMax = 500;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const epoch = z.strictObject({ hubId: z.string().max(64), gen: z.int().min(0), id: z.string().max(64) });

/** Folder, times and how many are kept: part of the store's settings. */
export const backupPlan = z.strictObject({
  folder: z.string().max(folderCharsMax),
  atClose: z.boolean(),
  everyHours: z.int().min(0).max(168),
  keepLast: z.int().min(1).max(100),
  keepDaily: z.int().min(0).max(100),
  keepWeekly: z.int().min(0).max(100),
}) satisfies z.ZodType<BackupPlan>;

/**
 * The backup key under the recovery passphrase: scrypt, then AES-256-GCM; bytes are base64. The bounds keep a made-up file
 * from asking for gigabytes (BK7).
 */
export const recoverySlot = z.strictObject({
  kdf: z.literal('scrypt'),
  salt: z.base64().max(64),
  n: z.int().min(16_384).max(262_144),
  r: z.int().min(1).max(8),
  p: z.int().min(1).max(4),
  nonce: z.base64().max(32),
  wrapped: z.base64().max(128),
  tag: z.base64().max(32),
});
export type RecoverySlot = z.output<typeof recoverySlot>;

/** The clear head of a file: what is needed to find and open it. Nothing of the shop's people or trade. */
export const backupHeader = z.strictObject({
  format: z.int().min(1),
  backupId: z.uuid(),
  takenAt: epochMs,
  epoch,
  logNo: z.int().min(0),
  chunkBytes: z.literal(65_536),
  /** Salt of this file's own key. */
  salt: z.base64().max(64),
  slot: recoverySlot,
});
export type BackupHeader = z.output<typeof backupHeader>;

/** First thing inside the sealed part. `seqs`: last `seq` of each install in the log of this backup. */
export const backupManifest = z.strictObject({
  program: z.string().max(64),
  schemaVersion: z.int().min(0),
  storeName: z.string().max(200),
  head: z.strictObject({ no: z.int().min(0), hash: z.string().max(64) }),
  stateHash: sha256,
  seqs: z.record(z.string().max(64), z.int().min(0)),
  parts: z
    .array(z.strictObject({ name: z.string().max(200), bytes: z.int().min(0), sha256 }))
    .min(1)
    .max(backupPartsMax),
});
export type BackupManifest = z.output<typeof backupManifest>;

/** A backup in the plan's folder. `verifiedAt` null: not verified yet; `problem`: fault code of a failed verification. */
export const backupEntry = z.strictObject({
  backupId: z.string().max(64),
  fileName: z.string().max(200),
  takenAt: epochMs,
  gen: z.int().min(0),
  logNo: z.int().min(0),
  bytes: z.int().min(0),
  verifiedAt: epochMs.nullable(),
  problem: z.string().max(64).nullable(),
});
export type BackupEntry = z.output<typeof backupEntry>;

/** Sales of the counter that a restore could not bring back: numbers of one series, from and to (BK56). */
export const lostNumbers = z.strictObject({ series: z.string().max(16), from: z.int().min(1), to: z.int().min(1) });
/** What the last restore of this store was. `knownUntil` null: no mark was beside the backup, so nobody can tell. */
export const restoredFacts = z.strictObject({
  backupId: z.string().max(64),
  takenAt: epochMs,
  restoredAt: epochMs,
  gen: z.int().min(1),
  knownUntil: epochMs.nullable(),
  lost: z.array(lostNumbers).max(1_000),
});
export type RestoredFacts = z.output<typeof restoredFacts>;

/** How backups stand, for Settings. Times are UTC epoch ms; `fault` is a code of the fault catalog. */
export const backupState = z.strictObject({
  plan: backupPlan,
  passphraseSetAt: epochMs.nullable(),
  running: z.enum(['backup', 'verify']).nullable(),
  lastTryAt: epochMs.nullable(),
  fault: z.string().max(64).nullable(),
  lastGood: backupEntry.nullable(),
  nextAt: epochMs.nullable(),
  restored: restoredFacts.nullable(),
});
export type BackupState = z.output<typeof backupState>;

export const restoreAsk = z.strictObject({
  /** Absolute path of a backup file, or of a folder: then its newest backup. */
  path: z.string().min(1).max(folderCharsMax),
  passphrase: z.string().max(400),
});
export const restoreWarnings = ['older-than-kept', 'newer-there', 'newer-program-there'] as const;
/** What a file holds, after its passphrase opened it and every part was read. */
export const restoreFacts = z.strictObject({
  backupId: z.string().max(64),
  fileName: z.string().max(200),
  storeName: z.string().max(200),
  takenAt: epochMs,
  gen: z.int().min(0),
  ops: z.int().min(0),
  warnings: z.array(z.enum(restoreWarnings)),
  lost: z.array(lostNumbers).max(1_000),
  knownUntil: epochMs.nullable(),
});
export type RestoreFacts = z.output<typeof restoreFacts>;
export type RestoreWarning = (typeof restoreWarnings)[number];

/** Highest number of restores anybody will live to see; bounds a made-up mark. */
const gensMax = 10_000;
/** Last counters of each series at a moment; sealed beside the backups. */
export const shopCounters = z.strictObject({ at: epochMs, counters: z.record(z.string().max(16), z.int().min(0)) });
export type ShopCounters = z.output<typeof shopCounters>;
/**
 * The mark beside the backups: which generation the shop has come to, the oldest backup that is kept (so what handhelds
 * still hold), and, sealed under the backup key, how far the receipt numbers went.
 */
export const shopMark = z.strictObject({
  hubId: z.string().max(64),
  gen: z.int().min(0).max(gensMax),
  oldestKept: z.strictObject({ gen: z.int().min(0), logNo: z.int().min(0) }).nullable(),
  sealed: z.base64().max(65_536).nullable(),
});
export type ShopMark = z.output<typeof shopMark>;
