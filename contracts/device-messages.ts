import { z } from 'zod';
import { printJobReasons, printJobStates } from '../domain/receipt/print-job.ts';
import { printedPaper, printJob } from './device.ts';
import { deviceAnswer, deviceAsk } from './device-ask.ts';
import { deviceBindings, deviceName } from './device-binding.ts';
import { deviceData, deviceMishap, toldDevice } from './device-told.ts';
import { codeText, epochMs, jobId } from './values.ts';

/**
 * What the hub and the device process say to each other, as bodies of `send` and `deliver` (`process-messages.ts`). The
 * hub's store is the queue: it offers jobs, the device process executes and reports.
 */

const requestId = z.string().min(1).max(64);

/** Hub → devices. */
export const hubToDevices = z.discriminatedUnion('kind', [
  /** Every device to drive; sent when devices came up and after each change of the settings. */
  z.strictObject({ kind: z.literal('devices.use'), bindings: deviceBindings }),
  /** A queued job and the printer or drawer it is for. Offering the same id again while it is held changes nothing. */
  z.strictObject({ kind: z.literal('print.offer'), job: printJob, device: deviceName }),
  /** A job for this printer is likely within milliseconds: look how it is, so that the job need not wait for that. */
  z.strictObject({ kind: z.literal('print.soon'), device: deviceName }),
  /** A cash event was booked: the next opening of the drawers belongs to it. */
  z.strictObject({ kind: z.literal('drawer.explain'), reason: codeText }),
  z.strictObject({ kind: z.literal('device.ask'), requestId, ask: deviceAsk }),
  /** Answer to `print.claim`: `granted` only when the store now says `sending` and said `queued` before. */
  z.strictObject({ kind: z.literal('print.grant'), jobId, granted: z.boolean() }),
  /** Cancels a job whose bytes have not begun to leave. */
  z.strictObject({ kind: z.literal('print.cancel'), jobId }),
  z.strictObject({ kind: z.literal('paper.get'), requestId, jobId }),
  /** Ask all printers how they are; answered by `device.status`. */
  z.strictObject({ kind: z.literal('status.get') }),
]);
export type HubToDevices = z.output<typeof hubToDevices>;

/** Devices → hub. */
export const devicesToHub = z.discriminatedUnion('kind', [
  /**
   * The printer is ready and the first byte is about to leave: write `sending` into the store, then answer with
   * `print.grant`. So a crash at any moment leaves `sending` behind, which becomes `unknown`: nothing prints twice.
   */
  z.strictObject({ kind: z.literal('print.claim'), jobId }),
  z.strictObject({
    kind: z.literal('print.state'),
    jobId,
    state: z.enum(printJobStates),
    reason: z.enum(printJobReasons),
    /** Bytes of the whole job, 0 before it is encoded. */
    bytes: z.int().min(0),
    at: epochMs,
  }),
  /** How a device is: told for each after `devices.use`, then whenever it changes. */
  z.strictObject({ kind: z.literal('device.status'), device: toldDevice }),
  z.strictObject({ kind: z.literal('device.data'), told: deviceData }),
  z.strictObject({ kind: z.literal('device.mishap'), mishap: deviceMishap }),
  z.strictObject({ kind: z.literal('device.answer'), requestId, answer: deviceAnswer }),
  z.strictObject({ kind: z.literal('paper.answer'), requestId, paper: printedPaper.nullable() }),
]);
export type DevicesToHub = z.output<typeof devicesToHub>;
