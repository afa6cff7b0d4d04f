import type { PrinterDialect, PrinterProfile } from '../../../contracts/device.ts';
import type { LaidOutLine } from '../../../domain/receipt/lay-out.ts';
import type { DotImage } from '../dot-image.ts';
import type { Bytes } from './bytes.ts';
import type { PrinterCondition } from './condition.ts';

/** A laid-out line of letters. */
export type TextLine = Extract<LaidOutLine, { kind: 'text' }>;

/**
 * Draws a line of text as dots, as wide as the paper. Handed in, so that protocols need no fonts. `language` (BCP 47)
 * decides between letters that look different in Chinese and Japanese.
 */
export type DrawLine = (line: TextLine, profile: PrinterProfile, language?: string) => DotImage;

/** What a printer said, whatever its dialect. */
export type PrinterEvent =
  /** To a status question; the bytes mean something to the dialogue only. */
  | { readonly kind: 'answer'; readonly bytes: readonly number[] }
  /** Told by itself, or as good as that. */
  | { readonly kind: 'condition'; readonly condition: PrinterCondition }
  /** Everything before the confirmation with this token is on paper. */
  | { readonly kind: 'confirmed'; readonly token: string };

/** Bytes that ask for a confirmation of everything before them. */
export interface ConfirmationRequest {
  readonly bytes: Bytes;
  /** Comes back in `confirmed`; no other request of this dialogue has it while this one is open. */
  readonly token: string;
}

/** The talk over one connection: what to ask, and what the bytes that come mean. Keeps half replies and open tokens. */
export interface PrinterDialogue {
  /** Written first after connecting; empty when there is nothing to say. */
  readonly greeting: Bytes;
  /** Status questions, to be asked one after the other. Empty: the printer tells by itself and must not be asked. */
  readonly questions: readonly Bytes[];
  /** Must the printer be asked before it tells that a job is done? */
  readonly confirmsWhenAsked: boolean;
  /** Bytes heard so far that fit no pattern, or answer what nobody asked. */
  readonly noiseBytes: number;
  /** Events complete with these bytes. Bytes that fit no pattern are dropped. */
  hear(bytes: Uint8Array): PrinterEvent[];
  /** What the answers say, in the sequence of `questions`; null where none came. */
  conditionOf(answers: readonly (readonly number[] | null)[]): PrinterCondition;
  /** Null when this printer cannot confirm. Take it before the job's bytes leave. */
  confirmation(): ConfirmationRequest | null;
}

/** One dialect: how paper and pulses become bytes, and how the printer is talked to. */
export interface PrinterProtocol {
  readonly dialect: PrinterDialect;
  /** The bytes of one job. The same lines, profile and drawer give the same bytes. */
  encodePaper(lines: readonly LaidOutLine[], profile: PrinterProfile, drawLine: DrawLine): Bytes;
  /** The bytes that open the drawer, with explicit times and nothing before them. */
  encodePulse(drawer: PrinterProfile['drawer']): Bytes;
  /** Starts a talk over a new connection; `seed` keeps its tokens apart from those of the connection before. */
  converse(profile: PrinterProfile, seed: number): PrinterDialogue;
}
