import type { PrintedPaper, PrinterProfile } from '../../contracts/device.ts';
import type { JobId } from '../../domain/id.ts';
import { laidOutText } from '../../domain/receipt/lay-out.ts';
import { fittedImage } from './dot-image.ts';
import type { JobBytes } from './printer/job-bytes.ts';
import { isDrawn } from './protocols/encode-paper.ts';
import { paperImage } from './virtual/paper-image.ts';
import { printedText } from './virtual/printed-item.ts';
import { readPaper } from './virtual/read-paper.ts';

/** Jobs whose paper can be looked at again. */
export const shelfJobsMax = 50;

/** A job as it left for the printer. */
export interface ShelvedJob extends JobBytes {
  readonly at: number;
  readonly profile: PrinterProfile;
}

/** Keeps the bytes of the last jobs and shows them as paper, read back by the independent reader. */
export class PaperShelf {
  readonly #jobs = new Map<JobId, ShelvedJob>();
  readonly #resourcesDir: string;

  constructor(resourcesDir: string) {
    this.#resourcesDir = resourcesDir;
  }

  put(jobId: JobId, job: ShelvedJob): void {
    this.#jobs.delete(jobId);
    this.#jobs.set(jobId, job);
    const oldest = this.#jobs.keys().next().value;
    if (this.#jobs.size > shelfJobsMax && oldest !== undefined) this.#jobs.delete(oldest);
  }

  /** The paper of a job, or null when it is no longer (or never was) on the shelf. */
  paperOf(jobId: JobId): PrintedPaper | null {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return null;
    return paperOf(jobId, job, this.#resourcesDir);
  }
}

/** A job's bytes as paper, as an independent reader of them sees it. */
export function paperOf(jobId: JobId, job: ShelvedJob, resourcesDir: string): PrintedPaper {
  const { items, faults } = readPaper(job.bytes, job.profile);
  return {
    jobId,
    at: job.at,
    bytes: job.bytes,
    text: printedText(items),
    preview: printedText(items, drawnWords(job)),
    png: paperImage(items, job.profile.dotsAcross, resourcesDir),
    faults: [...faults],
  };
}

/** The words of the lines that were drawn, in their sequence; a tall picture leaves in several pieces, told once. */
function drawnWords({ lines, profile }: ShelvedJob): (string | null)[] {
  const isSliced = profile.raster === 'rows' && profile.dialect !== 'star-line';
  return lines
    .filter((line) => isDrawn(line, profile))
    .flatMap((line) => {
      const tall = line.kind === 'image' ? fittedImage(line, profile.dotsAcross).heightDots : 1;
      const pieces = isSliced ? Math.ceil(tall / profile.rasterRowsMax) : 1;
      return [laidOutText([line]), ...Array.from({ length: pieces - 1 }, () => null)];
    });
}
