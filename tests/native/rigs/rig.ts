import type { Pace } from '../../../native/medium.ts';
import type { Transport, TransportFailure } from '../../../native/transport.ts';

/** How the far end reads: at once, a little at a time, or not at all. */
export type Appetite = 'fast' | 'slow' | 'none';

/** The device's side of a line. */
export interface Peer {
  /** Bytes that arrived, in order, without what the medium fills up with. */
  received(): Buffer;
  reads(appetite: Appetite): void;
  say(bytes: Uint8Array): void;
  /** Pulled out, crashed, switched off. */
  die(): void;
}

/** Limits a behaviour is shown with. */
export interface RigLimits {
  readonly stallMs?: number;
  readonly pace?: Pace;
}

/** A line laid out for one test. */
export interface Bench {
  readonly peer: Peer;
  transport(limits?: RigLimits): Transport;
  /** One to a device that is not there. */
  transportToNobody(): Transport;
  tearDown(): Promise<void>;
}

/** One kind of transport with a far end to try it against. */
export interface Rig {
  readonly name: string;
  /** Why it cannot be laid out on this machine, or null. */
  readonly lacks: string | null;
  /** Can the device talk back? A queue cannot. */
  readonly talks: boolean;
  /** Is a second opener told `busy`? A network printer and a queue take many. */
  readonly isExclusive: boolean;
  /** Does a device that dies end the line by itself? A queue outlives its printer. */
  readonly tellsDeath: boolean;
  /** What opening a device that is not there comes to. */
  readonly nobody: TransportFailure;
  setUp(): Promise<Bench>;
}

/** Bytes a slow reader takes at once, and how often, in milliseconds: 800 kB/s, less than any line here could carry. */
export const slowBytes = 4_096;
export const slowEveryMs = 5;
