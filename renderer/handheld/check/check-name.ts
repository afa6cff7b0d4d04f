import type { Translate } from '../../kit/text.tsx';
import type { CheckView } from '../engine/check-engine.ts';

/** How people call a check: `Table 5`; a name somebody gave it stays as it is, and one without either says so. */
export function checkName(t: Translate, table: string): string {
  const name = table.trim();
  if (name === '') return t('check.no-table');
  return /^\d/.test(name) ? t('check.table', { table: name }) : name;
}

/** As people look for a table: 2 before 10, names after numbers, what has no table last; of one table the oldest first. */
export function inTableOrder(checks: readonly CheckView[], language: string): readonly CheckView[] {
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const nameless = ({ table }: CheckView): number => (table.trim() === '' ? 1 : 0);
  return [...checks].sort(
    (a, b) =>
      nameless(a) - nameless(b) ||
      compare(a.table.trim(), b.table.trim()) ||
      (a.openedAt ?? Number.MAX_SAFE_INTEGER) - (b.openedAt ?? Number.MAX_SAFE_INTEGER),
  );
}
