import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { hasCommand } from '../../tools/machine.mjs';

/** Debian's Chromium; without it Playwright looks for the one it installed itself. */
export const systemChromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
/** What a machine lacks for a browser that really trusts the hub's authority; null when it has all. */
export const lacksTrust = hasCommand('certutil') ? null : 'certutil of libnss3-tools is not installed';
/** A press of a finger on a key of the screen: slow enough not to be taken for a scanner, in milliseconds. */
export const fingerMs = 90;
/** Longest a screen may take to come, in milliseconds. */
const stepMsMax = 20_000;

/** A phone's browser: a profile of its own, and an NSS store that holds what a person installed there and nothing else. */
export class Phone {
  readonly #dir: string;
  readonly #name: string;
  readonly #port: number;
  #context: BrowserContext | null = null;

  constructor({ name, port }: { readonly name: string; readonly port: number }) {
    this.#dir = mkdtempSync(join(tmpdir(), 'kaunter-phone-'));
    this.#name = name;
    this.#port = port;
    mkdirSync(this.#store, { recursive: true });
    execFileSync('certutil', ['-N', '-d', `sql:${this.#store}`, '--empty-password']);
  }

  get #store(): string {
    return join(this.#dir, '.pki/nssdb');
  }

  /** Installs an authority, as the trust page's guide says. */
  trust(authorityPem: string): this {
    const file = join(this.#dir, 'authority.pem');
    writeFileSync(file, authorityPem);
    execFileSync('certutil', ['-A', '-d', `sql:${this.#store}`, '-n', 'kaunter', '-t', 'C,,', '-i', file]);
    return this;
  }

  /** The browser; the shop's name leads to the line, as mDNS would have it. No certificate error is ignored. */
  async open(): Promise<BrowserContext> {
    this.#context ??= await chromium.launchPersistentContext(join(this.#dir, 'profile'), {
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      env: { ...process.env, HOME: this.#dir } as Record<string, string>,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--host-resolver-rules=MAP ${this.#name} 127.0.0.1:${this.#port}`,
      ],
      ignoreHTTPSErrors: false,
      viewport: { width: 390, height: 844 },
      locale: 'en-US',
    });
    this.#context.setDefaultTimeout(stepMsMax);
    return this.#context;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** Signs the owner on with a PIN that is keyed. */
export async function signOn(page: Page, pin: string): Promise<void> {
  await page.getByTestId('person').first().click();
  await page.keyboard.type(pin, { delay: fingerMs });
  await page.getByTestId('sign-on-enter').click();
  await page.getByTestId('sell').waitFor();
}

export async function openShift(page: Page): Promise<void> {
  await page.getByTestId('place-shift').click();
  await page.getByTestId('open-shift').click();
  await page.getByTestId('amount-sheet').waitFor();
  await page.keyboard.type('10000', { delay: fingerMs });
  await page.getByTestId('apply').click();
  await page.getByTestId('close-shift').waitFor();
  await page.getByTestId('back').click();
  await page.getByTestId('sell').waitFor();
}

/** Taps an item: the one with this number, else the first on the screen. */
export async function ring(page: Page, sku: string | null = null): Promise<void> {
  const tiles = page.getByTestId('item-tile');
  await (sku === null ? tiles.first() : page.locator(`[data-testid=item-tile][data-sku=${sku}]`)).click();
}

/** Rings one item up, unless the sale stands already, and takes cash for it; gives the receipt's number and where the sale is safe. */
export async function sold(
  page: Page,
  { rings = true }: { readonly rings?: boolean } = {},
): Promise<{ readonly number: string; readonly safe: string | null }> {
  if (rings) await ring(page);
  await page.getByTestId('sale-bar').getByTestId('pay').click();
  await page.getByTestId('pay-cash').click();
  const done = page.getByTestId('done');
  const number = /[A-Z]+\d+-\d{6}/.exec((await done.textContent()) ?? '')?.[0] ?? '';
  const safe = await page.getByTestId('safe-at').getAttribute('data-safe');
  await page.getByTestId('next-sale').click();
  await page.getByTestId('sell').waitFor();
  return { number, safe };
}

/** Kills the page's process, as a phone does that wants its memory. */
export async function killed(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = new Promise<void>((resolve) => page.once('crash', () => resolve()));
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** The line as the head of the screen shows it: `ok`, `warn` without the hub, … */
export function lineTone(page: Page): Promise<string | null> {
  return page.getByTestId('line-state').getAttribute('data-tone');
}
