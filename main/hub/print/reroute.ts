import type { DeviceBinding } from '../../../domain/device/device-binding.ts';
import type { StoredPrintJob } from '../../store/print-job/print-jobs.ts';

/** Why a job is not sent to another printer. `job-under-way`: its bytes have begun to leave, or it came to a good end. */
export type RerouteRefusal =
  | 'job-unknown'
  | 'job-not-stuck'
  | 'job-under-way'
  | 'drawer-never-twice'
  | 'device-unknown'
  | 'device-unfit'
  | 'same-printer';

/** May this job go to that printer? `now`: name of the device it is for. Null when it may. */
export function rerouteRefusal(
  job: StoredPrintJob | null,
  target: DeviceBinding | null,
  now: string,
): RerouteRefusal | null {
  if (job === null) return 'job-unknown';
  if (job.kind === 'drawer') return 'drawer-never-twice';
  if (target === null) return 'device-unknown';
  if (target.role !== 'receipt-printer' && target.role !== 'spare-printer') return 'device-unfit';
  if (job.state === 'sending' || job.state === 'sent') return 'job-under-way';
  if (job.state === 'confirmed') return 'job-not-stuck';
  return target.name === now ? 'same-printer' : null;
}
