import type { Medium, Pace } from '../medium.ts';
import { MediumTransport } from '../medium-transport.ts';
import { TransportError } from '../transport.ts';
import {
  spoolChunkBytes,
  spoolDrainBytesPerSecondMin,
  spoolOpenMsMax,
  spoolPollMs,
  spoolStallMsMax,
} from './cups-spooler.ts';
import {
  jobDoneStatus,
  jobGivenUpStatus,
  printerAwayAttributes,
  printerAwayStatus,
  type Winspool,
  type WinspoolHandle,
} from './winspool.ts';

/** A printer of Windows by the name people see, and the spooler it is reached through. */
export interface WindowsSpoolTarget {
  readonly printer: string;
  readonly winspool: Winspool;
  readonly openMs?: number;
  readonly stallMs?: number;
  readonly pollMs?: number;
  readonly pace?: Pace;
}

/**
 * Bytes through the Windows spooler with datatype RAW: no driver is replaced, the printer stays usable for others. One
 * connection is one job; `drain` resolves when it has left the queue, else it is deleted.
 */
export class WindowsSpoolTransport extends MediumTransport {
  constructor(target: WindowsSpoolTarget) {
    super({
      name: `spool ${target.printer}`,
      medium: new WindowsSpoolMedium(target),
      limits: {
        openMs: target.openMs ?? spoolOpenMsMax,
        stallMs: target.stallMs ?? spoolStallMsMax,
        drainBytesPerSecondMin: spoolDrainBytesPerSecondMin,
        pace: target.pace ?? { chunkBytes: spoolChunkBytes, gapMs: 0 },
      },
    });
  }
}

class WindowsSpoolMedium implements Medium {
  readonly #target: WindowsSpoolTarget;
  #handle: WinspoolHandle | null = null;
  #job: number | null = null;
  #isEnded = false;
  #isReleased = false;

  constructor(target: WindowsSpoolTarget) {
    this.#target = target;
  }

  async open(): Promise<void> {
    const { printer, winspool } = this.#target;
    const found = (await winspool.list()).find(({ name }) => name === printer);
    if (found === undefined) throw new TransportError('unreachable', `Windows has no printer "${printer}"`);
    const isAway = (found.status & printerAwayStatus) !== 0 || (found.attributes & printerAwayAttributes) !== 0;
    // Windows opens it all the same and would keep the job for later.
    if (isAway) throw new TransportError('unreachable', `the printer "${printer}" is off or unplugged`);
    const handle = await winspool.open(printer);
    if (handle === null) throw new TransportError('denied', `Windows does not let this user print on "${printer}"`);
    if (this.#isReleased) return handle.close();
    this.#handle = handle;
  }

  async take(chunk: Uint8Array): Promise<number> {
    const handle = this.#openHandle();
    this.#job ??= await handle.startJob('Kaunter');
    const taken = await handle.write(chunk);
    if (taken === 0) throw new Error('the spooler took no byte');
    return taken;
  }

  async finish(): Promise<void> {
    const handle = this.#openHandle();
    const job = this.#job;
    if (job === null) return;
    this.#isEnded = true;
    await handle.endJob();
    const pollMs = this.#target.pollMs ?? spoolPollMs;
    while (!this.#isReleased && (await isWaiting(handle, job))) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    if (!this.#isReleased) this.#job = null;
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    const handle = this.#handle;
    const job = this.#job;
    this.#handle = null;
    if (handle === null) return;
    if (job !== null) await handle.deleteJob(job).catch(() => undefined);
    if (job !== null && !this.#isEnded) await handle.endJob().catch(() => undefined);
    await handle.close().catch(() => undefined);
  }

  #openHandle(): WinspoolHandle {
    if (this.#handle === null) throw new Error('the printer is not open');
    return this.#handle;
  }
}

/** A job that went through leaves the queue without a word; one that was deleted says so while it goes. */
async function isWaiting(handle: WinspoolHandle, job: number): Promise<boolean> {
  const status = await handle.jobStatus(job);
  if (status === null) return false;
  if ((status & jobGivenUpStatus) !== 0) throw new TransportError('closed', 'somebody deleted the job from the queue');
  return (status & jobDoneStatus) === 0;
}
