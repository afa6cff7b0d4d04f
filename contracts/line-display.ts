import { z } from 'zod';

/** Longest text of one part of a line display's content, in characters; the display shows twenty columns of it. */
export const displayTextCharsMax = 120;
const text = z.string().max(displayTextCharsMax);
/** A label in the customer's language and an amount as it is read, both ready to show. */
const amountLine = z.strictObject({ label: text, amount: text });

/**
 * What a customer sees on two lines: words and amounts as they are to stand there, in the customer's language. There is no
 * place here for a cost, a margin or the name of staff, and unknown fields are refused (rule LD5).
 */
export const displayContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blank') }),
  /** Welcome, thank-you, closed: two lines in the middle. */
  z.strictObject({ kind: z.literal('greeting'), upper: text, lower: text }),
  /** Two lines that were laid out elsewhere: shown as they are, cut or filled to the width. */
  z.strictObject({ kind: z.literal('rows'), upper: text, lower: text }),
  /** One item as it was rung: its name above, how many and the amount below. */
  z.strictObject({ kind: z.literal('item'), name: text, quantity: text, amount: text }),
  z.strictObject({ kind: z.literal('total'), total: amountLine }),
  z.strictObject({ kind: z.literal('change'), paid: amountLine, change: amountLine }),
]);
export type DisplayContent = z.output<typeof displayContent>;
