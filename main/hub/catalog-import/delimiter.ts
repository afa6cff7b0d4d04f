import { csvLines } from './csv-lines.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Lines that are looked at to tell the delimiter. */
const probeLines = 25;
const probeChars = 64_000;

/** The delimiter that cuts the first lines into the same number of cells, more than one; comma when none does. */
export function guessDelimiter(text: string): Delimiter {
  const probe = text.slice(0, probeChars);
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = scoreOf(probe, delimiter);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** How many lines have as many cells as the header, weighed by how many cells those are. */
function scoreOf(text: string, delimiter: Delimiter): number {
  const counts: number[] = [];
  for (const { cells, broken } of csvLines(text, delimiter)) {
    if (!broken) counts.push(cells.length);
    if (counts.length === probeLines) break;
  }
  const columns = counts[0] ?? 0;
  if (columns < 2) return 0;
  return (counts.filter((count) => count === columns).length / counts.length) * 100 + Math.min(columns, 50);
}
