import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { StaffId } from '../../domain/id.ts';
import type { CheckView } from '../../renderer/handheld/engine/check-engine.ts';
import { ownerPin } from '../hub/test-hub.ts';
import { ChaosProxy } from '../network/chaos-proxy.ts';
import { Phone } from './trusted-phone.ts';
import type { Shop } from './trusted-shop.ts';

/** The list a hub wants beside a program it serves. */
export function listFiles(dir: string): void {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const list = files.map((path) => ({ path: relative(dir, path), sha256: sha256(path) }));
  writeFileSync(join(dir, 'files.json'), JSON.stringify(list));
}

type CheckAct = 'takeCheck' | 'addToCheck' | 'checkOutCheck' | 'giveBackCheck' | 'takeOverCheck';
/** Longest a word may take from one device to the other, in milliseconds. */
export const wordMsMax = 20_000;

/** Somebody with a phone of their own: a browser that trusts the hub, the engine in it, and a line that can be cut. */
export class Waiter {
  readonly page: Page;
  readonly proxy: ChaosProxy;
  readonly #phone: Phone;

  private constructor(phone: Phone, page: Page, proxy: ChaosProxy) {
    this.#phone = phone;
    this.page = page;
    this.proxy = proxy;
  }

  /** Pairs a new phone at the counter and signs somebody on. */
  static async hired(shop: Shop, who: { staffId: StaffId; pin: string; device: string }): Promise<Waiter> {
    const proxy = await ChaosProxy.open({ host: '127.0.0.1', port: shop.port });
    const phone = new Phone({ name: shop.name, port: proxy.port }).trust(shop.hub.ready.caPem);
    const context = await phone.open();
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${shop.origin}/`);
    const { pairUrl } = await shop.till.api.pairing.open({ pin: ownerPin });
    const paired = page.evaluate(async (url) => {
      await window.handheld.start();
      return await window.handheld.pair(url);
    }, pairUrl);
    const shown = await page.waitForFunction(() => {
      const { phase } = window.handheld.state();
      return phase.kind === 'pairing' && phase.digits !== null ? phase.digits : false;
    });
    const approval = { name: who.device, ownerId: null, role: 'manager' } as const;
    await shop.till.api.pairing.approve({ digits: String(await shown.jsonValue()), ...approval });
    expect(await paired).toMatchObject({ ok: true });
    await page.waitForFunction(() => window.handheld.state().catalog.standing === 'ready');
    await page.waitForFunction(
      (id) => window.handheld.state().people.some(({ staffId }) => staffId === id),
      who.staffId,
    );
    const signedOn = await page.evaluate(
      async ([staffId, pin]) => {
        const done = await window.handheld.signOn(staffId as never, pin as string);
        return done.ok ? await window.handheld.openShift(10_000 as never) : done;
      },
      [who.staffId, who.pin] as const,
    );
    expect(signedOn).toMatchObject({ ok: true });
    return new Waiter(phone, page, proxy);
  }

  async open(table: string): Promise<string> {
    const opened = await this.page.evaluate(
      (name) => window.handheld.openCheck({ table: name, guests: 2, note: '' }),
      table,
    );
    if (!opened.ok) throw new Error(opened.refusal.code);
    return opened.value;
  }

  /** Rings items by their numbers. */
  async ring(...skus: readonly string[]): Promise<void> {
    const rung = await this.page.evaluate(
      (all) =>
        all.map((sku) => {
          const item = window.handheld.state().catalog.grid.find((each) => each.sku === sku);
          return item !== undefined && window.handheld.addItem(item.itemId).ok;
        }),
      skus,
    );
    expect(rung).toEqual(skus.map(() => true));
  }

  /** `ok`, or the code of the refusal. */
  async act(name: CheckAct, checkId: string): Promise<string> {
    const done = await this.page.evaluate(([each, id]) => window.handheld[each as CheckAct](id as never), [
      name,
      checkId,
    ] as const);
    return done.ok ? 'ok' : done.refusal.code;
  }

  /** Takes cash for what is in the sale; the receipt's number, or the code of the refusal. */
  async pay(): Promise<string> {
    const done = await this.page.evaluate(() => window.handheld.tender('cash', 500_000 as never, ''));
    return done.ok ? (done.value?.number ?? 'more') : done.refusal.code;
  }

  check(checkId: string): Promise<CheckView | null> {
    return this.page.evaluate(
      (id) => window.handheld.state().checks.find((each) => each.checkId === id) ?? null,
      checkId,
    );
  }

  /** Until this phone knows so many unpaid lines of the check. */
  async knows(checkId: string, lines: number): Promise<void> {
    await expect.poll(async () => (await this.check(checkId))?.lines.length, { timeout: wordMsMax }).toBe(lines);
  }

  sale() {
    return this.page.evaluate(() => window.handheld.state().sale);
  }

  async away(): Promise<void> {
    this.proxy.chaos = { silent: true };
    await this.page.waitForFunction(() => window.handheld.state().hub.standing === 'away');
  }

  /** Near the hub again, and everything told. */
  async back(): Promise<void> {
    this.proxy.cut();
    this.proxy.chaos = {};
    await this.page.waitForFunction(() => {
      const { hub, outbox } = window.handheld.state();
      return hub.standing === 'here' && outbox.counts.here === 0;
    });
  }

  async close(): Promise<void> {
    await this.#phone.close();
    await this.proxy.close();
  }
}
