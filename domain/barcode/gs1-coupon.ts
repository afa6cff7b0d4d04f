import { isRealDate } from './gs1-date.ts';

/** Reads digits from the left; once anything is missing, `ok` stays false. */
class DigitReader {
  ok = true;
  #at = 0;
  readonly #digits: string;

  constructor(digits: string) {
    this.#digits = digits;
    this.ok = /^[0-9]+$/.test(digits);
  }

  get atEnd(): boolean {
    return this.#at >= this.#digits.length;
  }

  take(count: number): string {
    const taken = this.#digits.slice(this.#at, this.#at + count);
    this.#at += count;
    if (taken.length < count) this.ok = false;
    return taken;
  }

  /** One digit that must be among `allowed`. */
  among(allowed: string): string {
    const digit = this.take(1);
    if (digit === '' || !allowed.includes(digit)) this.ok = false;
    return digit;
  }

  /** A length digit among `allowed`, then that many digits and `more`. */
  counted(allowed: string, more = 0): string {
    return this.take(Number(this.among(allowed)) + more);
  }
}

const requirementCodes = '012349';

/** Optional fields of a North American coupon, by the digit that starts them. */
const optionalFields: Readonly<Record<string, (reader: DigitReader) => void>> = {
  '1': (reader) => {
    reader.among('0123');
    secondPurchase(reader);
  },
  '2': secondPurchase,
  '3': realDate,
  '4': realDate,
  '5': (reader) => void reader.counted('0123456789', 6),
  '6': (reader) => void reader.counted('1234567', 6),
  '9': (reader) => {
    reader.among('01256');
    reader.among('012');
    reader.take(1);
    reader.among('01');
  },
};

function secondPurchase(reader: DigitReader): void {
  reader.counted('12345');
  reader.among(requirementCodes);
  reader.take(3);
  const prefixLength = reader.among('01234569');
  if (prefixLength !== '9') reader.take(Number(prefixLength) + 6);
}

function realDate(reader: DigitReader): void {
  if (!isRealDate(reader.take(6), 'day-required')) reader.ok = false;
}

/** Is this the content of AI 8110? Source: GS1 "North American Coupon Application Guideline Using GS1 DataBar Expanded". */
export function isCouponCode(digits: string): boolean {
  const reader = new DigitReader(digits);
  reader.counted('0123456', 6);
  reader.take(6);
  reader.counted('12345');
  reader.counted('12345');
  reader.among(requirementCodes);
  reader.take(3);
  while (reader.ok && !reader.atEnd) {
    const field = optionalFields[reader.take(1)];
    if (field === undefined) return false;
    field(reader);
  }
  return reader.ok;
}

/** Is this the content of AI 8112, a positive-offer-file coupon? Source: GS1 General Specifications 3.9.13. */
export function isOfferCoupon(digits: string): boolean {
  const reader = new DigitReader(digits);
  reader.among('01');
  reader.counted('0123456', 6);
  reader.take(6);
  reader.counted('0123456789', 6);
  return reader.ok && reader.atEnd;
}
