import type { ShiftId, StaffId } from '../id.ts';
import type { Minor } from '../money/minor.ts';

/** Cash that moves without a sale. `loan` brings change money in, `pickup` takes money out to the office. */
export const cashMoveKinds = ['paid-in', 'paid-out', 'safe-drop', 'loan', 'pickup'] as const;
export type CashMoveKind = (typeof cashMoveKinds)[number];

/** One movement of cash in a shift, a record with its reason; `amount` is a magnitude, the kind says which way. */
export interface CashEvent {
  readonly cashEventId: string;
  readonly shiftId: ShiftId;
  readonly kind: CashMoveKind;
  readonly amount: Minor;
  readonly reasonCode: string;
  readonly note: string;
  readonly staffId: StaffId;
  readonly at: number;
}

/** Pieces of one coin or note: `value` minor units each. */
export interface DenominationCount {
  readonly value: Minor;
  readonly pieces: number;
}
