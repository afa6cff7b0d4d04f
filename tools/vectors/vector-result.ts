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

/** What an entry must hold to be run at all, beside its id. */
interface Wanted<Entry> {
  /** The key of the file it stands under: names an entry that has no id. */
  readonly key: string;
  readonly fields: readonly (keyof Entry & string)[];
}

/** Runs entries one by one: what lacks a field or makes the engine throw fails by its id and stops nothing. */
export function runEach<Entry extends { readonly id?: string }>(
  entries: readonly Entry[],
  { key, fields }: Wanted<Entry>,
  run: (entry: Entry) => VectorResult,
): VectorResult[] {
  return entries.map((entry, index) => {
    const isObject = typeof entry === 'object' && entry !== null;
    const id = (isObject ? entry.id : undefined) ?? `${key} ${index + 1}`;
    if (!isObject) return failed(id, 'is no object');
    const missing = fields.filter((field) => entry[field] === undefined || entry[field] === null);
    if (missing.length > 0) return failed(id, `has no ${missing.join(', ')}`);
    try {
      return { ...run(entry), id };
    } catch (error) {
      return failed(id, error instanceof Error ? error.message : String(error));
    }
  });
}
