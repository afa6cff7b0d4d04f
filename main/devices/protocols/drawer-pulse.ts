/** Connector pin of a drawer and the length of its pulse in milliseconds, 2 … 510 in steps of 2. */
export interface DrawerPulse {
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
}
