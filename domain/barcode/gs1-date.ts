/** Is `YYMMDD` a day of the calendar? Day 00 means the last of the month, where the rule allows it. */
export function isRealDate(digits: string, day: 'day-required' | 'day-00-allowed'): boolean {
  if (!/^\d{6}$/.test(digits)) return false;
  const [month, dayOfMonth] = [Number(digits.slice(2, 4)), Number(digits.slice(4))];
  if (month < 1 || month > 12) return false;
  if (dayOfMonth === 0) return day === 'day-00-allowed';
  return dayOfMonth <= daysOfMonth(2000 + Number(digits.slice(0, 2)), month);
}

/**
 * The date of `YYMMDD` as `YYYY-MM-DD`; the century is the nearest to `yearNow`, day 00 is the last of the month.
 * The digits must be a real date. Source: GS1 General Specifications 7.12.
 */
export function gs1Date(digits: string, yearNow: number): string {
  const year = centuryOf(yearNow, Number(digits.slice(0, 2)));
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6)) || daysOfMonth(year, month);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function centuryOf(yearNow: number, twoDigits: number): number {
  const century = yearNow - (yearNow % 100);
  const ahead = twoDigits - (yearNow % 100);
  if (ahead >= 51) return century - 100 + twoDigits;
  return ahead <= -50 ? century + 100 + twoDigits : century + twoDigits;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
