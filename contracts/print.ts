import { z } from 'zod';
import { printJobKinds, printJobReasons, printJobStates } from '../domain/receipt/print-job.ts';
import { printerStatus } from './device.ts';
import { deviceName } from './device-binding.ts';
import { epochMs, jobId, lineText, saleId } from './values.ts';

/** Most jobs listed, newest first. */
export const jobsShownMax = 100;

/**
 * A print job as clients see it. `unknown` is never guessed away: the line broke while bytes were under way, so paper may
 * or may not have come out, and a person decides about a copy.
 */
export const printJobSummary = z.strictObject({
  jobId,
  kind: z.enum(printJobKinds),
  state: z.enum(printJobStates),
  reason: z.enum(printJobReasons),
  saleId: saleId.nullable(),
  /** Transaction number, report name or what a drawer was opened for. */
  title: lineText,
  /** 0 for the original, 1 … for copies. */
  copyNumber: z.int().min(0),
  /** Binding it is for; empty: whatever printer or drawer the counter has. */
  device: z.union([deviceName, z.literal('')]),
  /** The job this one was rerouted from, in words on the screen; null for all others. */
  reroutedFrom: jobId.nullable(),
  createdAt: epochMs,
  changedAt: epochMs,
});
export type PrintJobSummary = z.output<typeof printJobSummary>;

/** A job as paper: text as laid out, the picture an independent reader of the bytes made, and the bytes themselves. */
export const paper = z.strictObject({ jobId, text: z.string(), pngBase64: z.base64(), bytesBase64: z.base64() });

/** How printing stands: the device process, the printer as it last told of itself, and what waits. */
export const printerState = z.strictObject({
  /** Is the device process there at all? */
  running: z.boolean(),
  /** `virtual` or `tcp host:port`; empty before the device process said so. */
  printer: z.string().max(300),
  profile: z.string().max(64),
  /** Characters on a line; 0 before the device process said so. */
  columns: z.int().min(0),
  /** Can this printer say that a job is printed? */
  confirms: z.boolean(),
  status: printerStatus.nullable(),
  virtualDrawerOpenings: z.int().min(0).nullable(),
  /** Jobs that have not come to an end. */
  waiting: z.int().min(0),
});
export type PrinterState = z.output<typeof printerState>;
