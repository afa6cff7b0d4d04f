import type { PrintJob } from '../../../contracts/device.ts';
import type { DevicesToHub } from '../../../contracts/device-messages.ts';
import type { JobId } from '../../../domain/id.ts';
import type { Clock } from '../clock.ts';

/** Longest wait for the hub's grant before the claim is made again, in milliseconds. */
export const grantMsMax = 5_000;

/** Claims of jobs that wait for the hub's word: nothing leaves that the store does not know of (rule PJ2). */
export class PrintClaims {
  readonly #clock: Clock;
  readonly #send: (message: DevicesToHub) => void;
  readonly #grants = new Map<JobId, (granted: boolean) => void>();
  readonly #unused = new Set<JobId>();

  constructor(clock: Clock, send: (message: DevicesToHub) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Asks the hub to write `sending`. Without an answer it asks again; a drawer's job only while it is worth something. */
  async claim(job: PrintJob): Promise<boolean> {
    if (this.#unused.delete(job.jobId)) return true;
    return await new Promise<boolean>((resolve) => {
      let takeBack: () => void = () => undefined;
      const ask = (): void => {
        if (job.kind === 'drawer' && this.#clock.now() >= job.expiresAt) {
          this.granted(job.jobId, false);
          return;
        }
        this.#send({ kind: 'print.claim', jobId: job.jobId });
        takeBack = this.#clock.after(grantMsMax, ask);
      };
      this.#grants.set(job.jobId, (granted) => {
        takeBack();
        resolve(granted);
      });
      ask();
    });
  }

  /** The hub's word. A grant nobody waits for any more is kept for the job's next claim: then the answer is false. */
  granted(jobId: JobId, granted: boolean): boolean {
    const answer = this.#grants.get(jobId);
    this.#grants.delete(jobId);
    answer?.(granted);
    if (answer === undefined && granted) this.#unused.add(jobId);
    return !this.#unused.has(jobId);
  }

  /** Throws a grant away that nobody will use; answers whether there was one. */
  dropUnused(jobId: JobId): boolean {
    return this.#unused.delete(jobId);
  }

  /** Nobody will answer in time: none of the jobs in `only` prints now; all when left out. */
  refuseAll(only: (jobId: JobId) => boolean = () => true): void {
    for (const jobId of [...this.#grants.keys()]) if (only(jobId)) this.granted(jobId, false);
  }
}
