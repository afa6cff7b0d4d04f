import { expect, test } from 'vitest';
import { missingPaper } from './paper-picture.tsx';

test('SU8 only paper that came out can be no longer kept', () => {
  const said = 'The paper is no longer kept';
  for (const state of ['queued', 'sending'] as const)
    expect(missingPaper(state, said)).toEqual({ kind: 'not-out', mayCome: true });
  for (const state of ['failed', 'cancelled'] as const)
    expect(missingPaper(state, said)).toEqual({ kind: 'not-out', mayCome: false });
  for (const state of ['sent', 'confirmed', 'unknown'] as const)
    expect(missingPaper(state, said)).toEqual({ kind: 'gone', text: said });
});
