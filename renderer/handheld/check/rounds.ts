import type { CheckLineView } from '../engine/check-engine.ts';

/** Lines keyed within this time by one person are one round, in milliseconds. */
export const roundMs = 60_000;

/** What one person keyed at once. */
export interface Round {
  /** Corrected time of its first line, UTC epoch ms. */
  readonly at: number;
  /** Empty when nobody is known. */
  readonly by: string;
  readonly lines: readonly CheckLineView[];
}

/** The lines of a check as they were ordered, round by round: what comes in while somebody looks moves nothing under a thumb. */
export function roundsOf(lines: readonly CheckLineView[]): readonly Round[] {
  const rounds: { at: number; by: string; lines: CheckLineView[] }[] = [];
  for (const line of lines) {
    const last = rounds.at(-1);
    if (last !== undefined && last.by === line.addedBy && Math.abs(line.addedAt - last.at) < roundMs)
      last.lines.push(line);
    else rounds.push({ at: line.addedAt, by: line.addedBy, lines: [line] });
  }
  return rounds;
}
