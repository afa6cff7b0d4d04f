import { arch, cpus, platform, release, totalmem } from 'node:os';

/** One figure of a bench: a ratio within one run wherever it can be, so that it means something on another machine. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** What it should reach; null for a figure that is only recorded. */
  readonly goal: number | null;
  readonly better: 'higher' | 'lower';
}

export interface BenchReport {
  readonly bench: string;
  readonly figures: readonly Figure[];
  /** Lines for a person: what the ratios were made of. Left out with `--json`. */
  readonly notes?: readonly string[];
}

function isMet({ value, goal, better }: Figure): boolean {
  if (goal === null) return true;
  return better === 'higher' ? value >= goal : value <= goal;
}

function machine(): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length}x ${cpu?.model.trim() ?? 'cpu'}, ${memory}, ${platform()} ${release()} ${arch()}, Node ${process.versions.node}`;
}

/** Prints a bench's figures: a table for people, or with `--json` one line for machines. A missed goal sets exit code 1. */
export function report({ bench, figures, notes = [] }: BenchReport): void {
  const judged = figures.map((figure) => ({ ...figure, ok: isMet(figure) }));
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ bench, machine: machine(), figures: judged }));
  } else {
    console.log(`${bench} on ${machine()}`);
    for (const { name, value, goal, better, ok } of judged) {
      const wanted =
        goal === null ? 'recorded' : `goal ${better === 'higher' ? '>=' : '<='} ${goal}  ${ok ? 'ok' : 'MISSED'}`;
      console.log(`  ${name.padEnd(24)} ${String(value).padStart(10)}  ${wanted}`);
    }
    for (const note of notes) console.log(`  ${note}`);
  }
  if (judged.some(({ ok }) => !ok)) process.exitCode = 1;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Rounds a ratio to three digits after the point. */
export function ratioOf(above: number, below: number): number {
  return Math.round((above / below) * 1_000) / 1_000;
}
