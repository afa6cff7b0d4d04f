/**
 * What became of an op somebody should look at. `flagged`: it is in the record, with something odd about it. `aside`: it is
 * not in the record and waits for a person. `waiting`: a newer program made it; it is taken when this hub is as new.
 */
export const findingKinds = ['flagged', 'aside', 'waiting'] as const;
/** See `findingKinds`. */
export type FindingKind = (typeof findingKinds)[number];

/** What can be odd about an op in the record, with what kind of thing that is. Other flags are shown as `odd`. */
const topicOfFlag = {
  'late-arrival': 'late',
  'till-not-open': 'late',
  'price-differs': 'money',
  'policy-outdated': 'money',
  'settled-differs': 'money',
  'starting-amount-differs': 'money',
  'sale-unsound': 'money',
  'permission-override': 'leave',
  'permission-hidden': 'leave',
  'override-unknown': 'leave',
  'override-used': 'leave',
  'override-unfit': 'leave',
  'staff-missing': 'leave',
  'staff-unknown': 'leave',
  'staff-inactive': 'leave',
  'number-foreign': 'number',
  'number-taken': 'number',
  'number-gap': 'number',
  'series-of-before': 'number',
  'clock-ahead': 'clock',
  'return-unknown': 'return',
  'return-differs': 'return',
  'return-outdated': 'return',
  'return-above-left': 'return',
  'sale-exists': 'twice',
  'cash-event-exists': 'twice',
  'count-exists': 'twice',
  'shift-exists': 'twice',
  'item-unknown': 'stock',
  'unit-differs': 'stock',
  'ops-missing': 'missing',
  'sales-lost': 'missing',
  'check-overpaid': 'overpaid',
  'check-lines-unpaid': 'unpaid',
  'check-paid': 'check',
  'check-closed': 'check',
  'check-claimed': 'check',
  'check-checked-out': 'check',
  'check-token-stale': 'check',
  'check-not-held': 'check',
  'check-unknown': 'check',
  'check-exists': 'check',
  'check-line-exists': 'twice',
  'check-line-unknown': 'check',
  released: 'released',
} as const satisfies Readonly<Record<string, string>>;

/** Flags that have sentences of their own. */
export const findingFlags = Object.keys(topicOfFlag) as readonly FindingFlag[];
/** See `findingFlags`. */
export type FindingFlag = keyof typeof topicOfFlag;
/** What is to be done follows from the topic of a flag; `odd` is for flags without sentences of their own. */
export const findingTopics = [...new Set<FindingTopic>(Object.values(topicOfFlag)), 'odd'] as readonly FindingTopic[];
/** See `findingTopics`. */
export type FindingTopic = (typeof topicOfFlag)[FindingFlag] | 'odd';

/** Why an op was kept aside, where that has a sentence of its own (FI3). */
export const asideReasons = [
  'device-revoked',
  'id-reused',
  'seq-reused',
  'body-invalid',
  'kind-no-fact',
  'kind-unknown',
  'version-unknown',
] as const;
/** See `asideReasons`. */
export type AsideReason = (typeof asideReasons)[number];

/** Says nothing by itself: it only goes along with the flag that tells why. */
const silentFlags: ReadonlySet<string> = new Set(['not-recorded']);

/** The sentence a code of an op is told with; one nobody wrote a sentence for is `odd`. */
export function flagText(code: string): FindingFlag | 'odd' {
  return isFlag(code) ? code : 'odd';
}

/** What kind of thing a flag is, so what to do about it. */
export function topicOf(code: string): FindingTopic {
  return isFlag(code) ? topicOfFlag[code] : 'odd';
}

/** Codes worth a sentence, in the order they were given; never none where there was one. */
export function tellingCodes(codes: readonly string[]): readonly string[] {
  const telling = codes.filter((code) => !silentFlags.has(code));
  return telling.length > 0 ? telling : codes;
}

/** The sentence for a reason of being kept aside; `odd` for one nobody wrote. */
export function asideText(reason: string): AsideReason | 'odd' {
  return asideReasons.find((each) => each === reason) ?? 'odd';
}

function isFlag(code: string): code is FindingFlag {
  return Object.hasOwn(topicOfFlag, code);
}

/** Kinds of ops that can be findings and have a name for people; the rest is `other`. */
export const findingOps = [
  'sale.completed',
  'sale.voided',
  'sale.suspended',
  'cash.moved',
  'drawer.no-sale',
  'till.counted',
  'shift.opened',
  'shift.closed',
  'receipt.reprinted',
  'stock.counted',
  'stock.adjusted',
  'stock.received',
  'check.opened',
  'check.line-added',
  'check.line-served',
  'check.line-voided',
  'check.detailed',
  'check.released',
  'install.gap-declared',
  'store.restored',
  'other',
] as const;
/** See `findingOps`. */
export type FindingOp = (typeof findingOps)[number];

/** What an op is called in the list of findings. */
export function findingOpOf(opKind: string): FindingOp {
  return findingOps.find((each) => each === opKind) ?? 'other';
}
