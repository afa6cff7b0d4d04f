/** How long things may take, in milliseconds; tests shorten them. */
export interface SessionTimes {
  /** Between two looks at a printer that cannot print now. */
  readonly recheckMs: number;
  /** First and longest wait before a printer that is not there is tried again. */
  readonly retryMsMin: number;
  readonly retryMsMax: number;
  /** Without the printer taking a byte; stands still while the printer says it is blocked. */
  readonly stallMs: number;
  /** For the first confirmation, beside the time the bytes need. Stands still while the printer is blocked. */
  readonly confirmMs: number;
  /** For the job in hand when the session is closed. */
  readonly closeMs: number;
  /** An idle connection is given up after this, so that others can use the printer. */
  readonly idleMs: number;
}
/** The product's times. */
export const productTimes: SessionTimes = {
  recheckMs: 500,
  retryMsMin: 1_000,
  retryMsMax: 30_000,
  stallMs: 15_000,
  confirmMs: 8_000,
  closeMs: 2_000,
  idleMs: 5_000,
};
