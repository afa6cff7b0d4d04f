import { ORPCError } from '@orpc/client';

/** What a call was answered: `ok`, or its code, with the refusal where there is one: `REFUSED pin-wrong`. */
export async function answerOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    const data: unknown = error.data;
    const refusal = typeof data === 'object' && data !== null && 'refusal' in data ? ` ${String(data.refusal)}` : '';
    return `${error.code}${refusal}`;
  }
}

/** The typed data of a refused call. */
export async function refusedData(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError && error.defined) return error.data as Record<string, unknown>;
    throw error;
  }
  throw new Error('the call was not refused');
}
