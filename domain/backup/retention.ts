import type { BackupPlan } from './backup-plan.ts';

/** A backup as the rule sees it. `takenAt` is UTC epoch ms, `logNo` the place in the log, `gen` the generation. */
export interface KeptBackup {
  readonly backupId: string;
  readonly takenAt: number;
  readonly logNo: number;
  readonly gen: number;
  readonly isGood: boolean;
}

const dayMs = 86_400_000;
const weekDays = 7;

/**
 * Which backups may go, oldest first (BK22). The order is that of generation and log, so that a wrong clock throws nothing
 * new away; days and weeks are those of UTC. The newest good one always stays, and so does everything newer than it.
 */
export function prunable(backups: readonly KeptBackup[], plan: BackupPlan): readonly KeptBackup[] {
  const newestFirst = [...backups].sort((a, b) => b.gen - a.gen || b.logNo - a.logNo || b.takenAt - a.takenAt);
  const good = newestFirst.filter(({ isGood }) => isGood);
  const keep = new Set(good.slice(0, Math.max(1, plan.keepLast)).map(({ backupId }) => backupId));
  const newestOf = (dayLength: number, count: number): void => {
    const seen = new Set<number>();
    for (const { backupId, takenAt } of good) {
      const day = Math.floor(takenAt / (dayLength * dayMs));
      if (seen.has(day)) continue;
      if (seen.size >= count) return;
      seen.add(day);
      keep.add(backupId);
    }
  };
  newestOf(1, plan.keepDaily);
  newestOf(weekDays, plan.keepWeekly);
  const newestGood = newestFirst.findIndex(({ isGood }) => isGood);
  const afterNewest = newestGood < 0 ? newestFirst : newestFirst.slice(0, newestGood);
  for (const { backupId } of afterNewest) keep.add(backupId);
  return newestFirst.filter(({ backupId }) => !keep.has(backupId)).reverse();
}
