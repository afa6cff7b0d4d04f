import { z } from 'zod';
import { epochMs, jobId, lineText, saleId } from './values.ts';

/** Most jobs listed, newest first. */
export const jobsShownMax = 100;

export const jobKinds = ['receipt', 'report', 'slip', 'test', 'drawer'] as const;
export type JobKind = (typeof jobKinds)[number];
/**
 * Where a job is. `unknown` is never guessed away: the line broke while bytes were under way, so paper may or may not
 * have come out, and a person decides about a copy.
 */
export const jobStates = ['queued', 'sending', 'sent', 'confirmed', 'unknown', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

export const printJob = z.strictObject({
  jobId,
  kind: z.enum(jobKinds),
  state: z.enum(jobStates),
  /** Why it failed or was cancelled: a code of the fault catalog or of the device; empty otherwise. */
  reason: z.string().max(64),
  saleId: saleId.nullable(),
  /** Transaction number, report name or slip name. */
  title: lineText,
  /** 0 for the original, 1 … for copies. */
  copyNumber: z.int().min(0),
  attempts: z.int().min(0),
  createdAt: epochMs,
  changedAt: epochMs,
});
export type PrintJob = z.output<typeof printJob>;

/** A job as paper: laid-out text, and the picture the virtual printer made (null when this printer makes none). */
export const paper = z.strictObject({ jobId, text: z.string(), pngBase64: z.base64().nullable() });

export const printerStatus = z.strictObject({
  /** Is the device process there at all? */
  running: z.boolean(),
  /** Null as long as nothing is known. */
  online: z.boolean().nullable(),
  paper: z.enum(['ok', 'low', 'out', 'unknown']),
  cover: z.enum(['closed', 'open', 'unknown']),
  drawer: z.enum(['closed', 'open', 'unknown']),
  /** What stands in the way of printing, as a code with a text, or empty. */
  trouble: z.string().max(64),
  /** `virtual` or `host:port`. */
  printer: z.string().max(260),
  waiting: z.int().min(0),
});
export type PrinterStatus = z.output<typeof printerStatus>;
