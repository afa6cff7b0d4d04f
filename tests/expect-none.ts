import { expect } from 'vitest';

/** Expects an empty list of complaints; each stands in the message on its own line, so that a summary tells them. */
export function expectNone(complaints: readonly unknown[]): void {
  const lines = complaints.map((complaint) => (typeof complaint === 'string' ? complaint : JSON.stringify(complaint)));
  expect(complaints, lines.join('\n')).toEqual([]);
}
