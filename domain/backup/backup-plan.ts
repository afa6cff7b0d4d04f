/** When backups are made, where they go and how many are kept. Part of the store's settings. */
export interface BackupPlan {
  /** Absolute path of a folder, best on another disk; empty: none chosen yet. */
  readonly folder: string;
  /** Also when a shift is closed. */
  readonly atClose: boolean;
  /** Every so many hours, 1 to 168; 0 never by the clock. */
  readonly everyHours: number;
  /** How many of the newest are kept whatever their day, 1 to 100. */
  readonly keepLast: number;
  /** Days before that of which the newest one is kept, 0 to 100. */
  readonly keepDaily: number;
  /** Weeks of which the newest one is kept, 0 to 100. */
  readonly keepWeekly: number;
}

/** What a store starts with: nothing is written before somebody names a folder. */
export const backupPlanDefault: BackupPlan = {
  folder: '',
  atClose: true,
  everyHours: 4,
  keepLast: 5,
  keepDaily: 14,
  keepWeekly: 8,
};

/** A failed try is repeated after this long, in milliseconds (BK21). */
export const backupRetryMs = 15 * 60_000;
/** A backup older than this, in days, is worth a warning. */
export const backupStaleDays = 3;
const hourMs = 3_600_000;
/** A clock this much behind the newest backup was put back, in milliseconds (BK24). */
export const clockBackMsMax = 5 * 60_000;

/** What the schedule looks at; times are UTC epoch ms, null when there was none. */
export interface BackupPast {
  readonly lastGoodAt: number | null;
  readonly lastTryAt: number | null;
  readonly lastTryFailed: boolean;
  /** A shift was closed after the last good backup. */
  readonly closePending: boolean;
}

/** Is the clock behind the newest backup by more than a little? */
export function isClockBack(lastGoodAt: number | null, now: number): boolean {
  return lastGoodAt !== null && lastGoodAt - now > clockBackMsMax;
}

/**
 * When the next backup is to be tried, UTC epoch ms (`now` or earlier: at once); null: not by itself. After a failure it
 * is the pause that counts; a try that lies in the future was made by a wrong clock and does not hold anything up.
 */
export function nextBackupAt(plan: BackupPlan, past: BackupPast, now: number): number | null {
  if (plan.folder === '' || (plan.everyHours === 0 && !past.closePending && !past.lastTryFailed)) return null;
  if (past.lastTryFailed && past.lastTryAt !== null && past.lastTryAt <= now) return past.lastTryAt + backupRetryMs;
  if (past.closePending || past.lastGoodAt === null || isClockBack(past.lastGoodAt, now)) return now;
  return past.lastGoodAt + plan.everyHours * hourMs;
}
