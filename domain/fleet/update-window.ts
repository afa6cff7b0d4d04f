/** When a store lets new programs in, `HH:MM` of its own clock; `to` before `from` reaches over midnight. */
export interface UpdateWindow {
  readonly from: string;
  readonly to: string;
}

const dayMinutes = 1_440;

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * Is the store's clock inside the window? `now` is UTC epoch ms, `offsetMin` how far the store is ahead of UTC, in minutes.
 * The end is outside; a window that ends when it begins is the whole day. Without a window any time is right (HE56).
 */
export function isInUpdateWindow(
  window: UpdateWindow | null,
  { now, offsetMin }: { readonly now: number; readonly offsetMin: number },
): boolean {
  if (window === null) return true;
  const minute = (((Math.floor(now / 60_000) + offsetMin) % dayMinutes) + dayMinutes) % dayMinutes;
  const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
  if (from === to) return true;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
