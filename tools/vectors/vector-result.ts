/** What became of one entry of a vector file. */
export interface VectorResult {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped; empty when it passed. */
  readonly detail: string;
}

export function passed(id: string): VectorResult {
  return { id, status: 'passed', detail: '' };
}

export function failed(id: string, detail: string): VectorResult {
  return { id, status: 'failed', detail };
}

export function skipped(id: string, detail: string): VectorResult {
  return { id, status: 'skipped', detail };
}

/** Passed when nothing differs, else failed with the differences. */
export function judged(id: string, differences: readonly string[]): VectorResult {
  return differences.length === 0 ? passed(id) : failed(id, differences.join('; '));
}
