import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrintJobSummary } from '../../contracts/print.ts';
import type { ZReport } from '../../domain/till/report.ts';
import type { HubApi } from './counter.ts';
import { type Day, shortBy } from './day.ts';

/** Longest wait for the printer to finish the day's paper, in milliseconds. */
const paperMsMax = 15_000;

export interface DemoSummary {
  readonly businessDate: string;
  readonly zNumber: number;
  readonly sales: { readonly count: number; readonly grossMinor: number };
  readonly returns: { readonly count: number; readonly grossMinor: number };
  readonly exchanges: number;
  readonly turnoverMinor: number;
  readonly tax: readonly {
    readonly name: string;
    readonly direction: string;
    readonly baseMinor: number;
    readonly amountMinor: number;
  }[];
  readonly tenders: readonly { readonly kind: string; readonly takenMinor: number; readonly refundedMinor: number }[];
  readonly expectedCashMinor: number;
  readonly countedCashMinor: number;
  readonly overShortMinor: number;
  readonly drawerOpenings: number;
  readonly jobs: readonly {
    readonly file: string;
    readonly kind: string;
    readonly title: string;
    readonly state: string;
  }[];
  readonly chain: { readonly no: number; readonly hash: string };
}

/** All jobs of the day, oldest first, once none is under way. */
async function finishedJobs(api: HubApi): Promise<PrintJobSummary[]> {
  const deadline = Date.now() + paperMsMax;
  for (;;) {
    const jobs = await api.print.jobs({ limit: 100 });
    const waiting = jobs.filter(({ state }) => state === 'queued' || state === 'sending' || state === 'sent');
    if (waiting.length === 0 || Date.now() > deadline) return jobs.toReversed();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function fileName(no: number, { kind, title }: PrintJobSummary): string {
  return `${String(no).padStart(3, '0')}-${kind}-${title.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-|-$/g, '')}`;
}

async function leavePaper(api: HubApi, out: string): Promise<DemoSummary['jobs']> {
  const left: DemoSummary['jobs'][number][] = [];
  for (const [index, job] of (await finishedJobs(api)).entries()) {
    const file = fileName(index + 1, job);
    left.push({ file, kind: job.kind, title: job.title, state: job.state });
    const paper = await api.print.paper({ jobId: job.jobId });
    writeFileSync(join(out, `${file}.bin`), Buffer.from(paper.bytesBase64, 'base64'));
    writeFileSync(join(out, `${file}.txt`), paper.text);
    writeFileSync(join(out, `${file}.png`), Buffer.from(paper.pngBase64, 'base64'));
  }
  return left;
}

function figuresOf(z: ZReport): Omit<DemoSummary, 'drawerOpenings' | 'jobs' | 'chain'> {
  return {
    businessDate: z.businessDate,
    zNumber: z.zNumber,
    sales: { count: z.sales.count, grossMinor: z.sales.amount },
    returns: { count: z.returns.count, grossMinor: z.returns.amount },
    exchanges: z.exchanges.count,
    turnoverMinor: z.turnover,
    tax: z.taxes.map(({ name, direction, base, amount }) => ({
      name,
      direction,
      baseMinor: base,
      amountMinor: amount,
    })),
    tenders: z.tenders.map(({ kind, taken, refunded }) => ({
      kind,
      takenMinor: taken.amount,
      refundedMinor: refunded.amount,
    })),
    expectedCashMinor: z.expectedCash,
    countedCashMinor: z.countedCash,
    overShortMinor: z.overShort,
  };
}

/** Writes every job and the summary; says what does not fit together. */
export async function leaveDay(
  { counter, teller, zReport }: Day,
  out: string,
): Promise<{ readonly summary: DemoSummary; readonly wrong: string[] }> {
  const jobs = await leavePaper(counter.api, out);
  const { chainHead } = await counter.api.store.info();
  const printer = await counter.api.print.status();
  const drawerOpenings = printer.virtualDrawerOpenings ?? 0;
  const summary: DemoSummary = { ...figuresOf(zReport), drawerOpenings, jobs, chain: chainHead };
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const wrong: string[] = [];
  if (drawerOpenings !== teller.drawerOpenings)
    wrong.push(`the drawer opened ${drawerOpenings} times instead of ${teller.drawerOpenings}`);
  if (zReport.overShort !== -shortBy) wrong.push(`the till is ${zReport.overShort} off instead of ${-shortBy}`);
  for (const { file, state } of jobs) if (state !== 'confirmed') wrong.push(`${file} is ${state}`);
  return { summary, wrong };
}
