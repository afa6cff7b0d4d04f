import { z } from 'zod';
import { findingKinds } from '../domain/finding/finding.ts';
import { codeText, epochMs, lineText, nameText, opId, saleId, signedMinor } from './values.ts';

/** Findings told at once, newest first; the rest comes up when these are settled. */
export const findingsShownMax = 200;
/** Findings that are settled at once. */
export const findingsSettledMax = 200;
/** Characters of an op as it came that are shown. */
export const findingTextCharsMax = 20_000;
/** Things told of one op: its lines, the numbers that are missing. */
export const findingAboutMax = 50;

/** How a person was done with a finding. `taken`: an op that was kept aside is in the record now. */
export const findingSettledHows = ['seen', 'taken'] as const;
/** See `findingSettledHows`. */
export type FindingSettledHow = (typeof findingSettledHows)[number];

/** Names a finding: `op-<number in the log>` or `aside-<number in the quarantine>`. */
export const findingId = z.string().regex(/^(op|aside)-[1-9]\d{0,15}$/);

/** What became of a finding; `staffName` null for somebody who is not known any more. */
export const findingSettled = z.strictObject({
  how: z.enum(findingSettledHows),
  staffName: nameText.nullable(),
  at: epochMs,
  note: lineText,
});

/** An op somebody should look at, or has looked at. */
export const finding = z.strictObject({
  findingId,
  kind: z.enum(findingKinds),
  opId,
  opKind: z.string().max(64),
  /** Flags of the record, or the one reason of being kept aside. */
  codes: z.array(codeText).min(1),
  /** The handheld it came from; null for this counter's own, and for one nobody knows any more. */
  device: z.strictObject({ name: nameText, deviceCode: z.string().max(8) }).nullable(),
  isOwn: z.boolean(),
  /** Who did it; null when the op names nobody who is known. */
  staffName: nameText.nullable(),
  /** When it happened, by the clock of where it happened; null when that makes no sense. */
  at: epochMs.nullable(),
  receivedAt: epochMs,
  transactionNumber: z.string().max(64).nullable(),
  saleId: saleId.nullable(),
  /** Minor units of the store's currency: what the op was about; null when it is about no money. */
  amount: signedMinor.nullable(),
  /** Would the hub take it into the record now? */
  canTake: z.boolean(),
  settled: findingSettled.nullable(),
});
export type Finding = z.output<typeof finding>;

/** What an op holds, for a person: the table and the other receipts of its check, a line of a sale, numbers that will never come, numbers a restore has lost. */
export const findingAbout = z.strictObject({
  what: z.enum(['table', 'receipt', 'line', 'missing', 'lost', 'lost-unknown']),
  text: z.string().max(300),
  amount: signedMinor.nullable(),
});
export type FindingAbout = z.output<typeof findingAbout>;

export const findingDetail = z.strictObject({
  finding,
  about: z.array(findingAbout).max(findingAboutMax),
  /** The op as it came, JSON. */
  raw: z.string().max(findingTextCharsMax),
});
export type FindingDetail = z.output<typeof findingDetail>;

export const findingPage = z.strictObject({
  findings: z.array(finding).max(findingsShownMax),
  /** Findings nobody has settled yet, those not shown included. */
  open: z.int().min(0),
});
export type FindingPage = z.output<typeof findingPage>;
