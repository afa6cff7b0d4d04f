import type { OpNeed } from '../../../../contracts/op-needs.ts';
import type { OverrideUse } from '../../../../domain/sale/sale.ts';
import { documentKeys, readDocument, writeDocument } from '../disk/documents.ts';
import type { HandheldDatabase } from '../disk/handheld-database.ts';

/** Consents whose figure is remembered; a sale has a handful. */
const figuresMax = 64;

/** The figure of a need, as a consent names it: ppm for discounts, minor units for money, null where there is none. */
export function figureOf({ ratePpm, amount }: OpNeed): number | null {
  return ratePpm ?? amount ?? null;
}

/**
 * The figures of the consents this phone asked for. The sale holds which consents it has, not how far they go; without
 * that a consent to 20 % would let 90 % through here and be flagged at the hub.
 */
export class Consents {
  readonly #database: HandheldDatabase;
  #figures: Readonly<Record<string, number | null>> = {};

  constructor(database: HandheldDatabase) {
    this.#database = database;
  }

  async read(): Promise<void> {
    this.#figures = (await readDocument<Record<string, number | null>>(this.#database, documentKeys.consents)) ?? {};
  }

  keep(overrideId: string, figure: number | null): void {
    const all = [...Object.entries(this.#figures), [overrideId, figure] as const];
    this.#figures = Object.fromEntries(all.slice(-figuresMax));
    void writeDocument(this.#database, documentKeys.consents, this.#figures).catch(() => undefined);
  }

  /** Is this need consented to? A consent that was given elsewhere, with a sale taken up, is the hub's to judge. */
  covers(uses: readonly OverrideUse[], need: OpNeed): boolean {
    const wanted = figureOf(need);
    return uses.some(({ overrideId, permission, objectId }) => {
      if (permission !== need.permission || objectId !== need.objectId) return false;
      const figure = this.#figures[overrideId];
      return wanted === null || figure === undefined || (figure !== null && figure >= wanted);
    });
  }
}
