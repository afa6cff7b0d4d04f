import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';

const rendererDir = resolve(import.meta.dirname, '../renderer');

export interface Shot {
  /** A place of the gallery without its `#`: `sell/typical?lang=de&theme=dark&dir=rtl`. */
  readonly place: string;
  /** CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Where the PNG goes. */
  readonly file: string;
}

/** Takes pictures of the gallery; says on the console's error stream what the page complains about. */
export interface Camera {
  /** Every place there is, in the gallery's own order. */
  readonly places: () => Promise<readonly string[]>;
  readonly shoot: (shot: Shot) => Promise<void>;
  /** Draws a page of its own, for a picture made of pictures. */
  readonly draw: (html: string, shot: Omit<Shot, 'place'>) => Promise<void>;
  /** How often a page complained (console errors, uncaught errors). */
  readonly complaints: () => number;
}

function galleryServer(): Promise<ViteDevServer> {
  return createServer({
    root: rendererDir,
    configFile: false,
    cacheDir: resolve(rendererDir, '../.cache/vite-gallery'),
    logLevel: 'error',
    plugins: [react(), tailwindcss()],
    server: { port: 0, host: '127.0.0.1' },
  });
}

function cameraOf(page: Page, url: string): Camera {
  let complaints = 0;
  const complain = (text: string): void => {
    complaints += 1;
    console.error(text);
  };
  page.on('pageerror', (error) => complain(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  return {
    complaints: () => complaints,
    places: async () => {
      await page.goto(url);
      const links = page.locator('nav[aria-label="Views"] a');
      await links.first().waitFor();
      const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      return hrefs.map((href) => href.replace('#', '').split('?')[0] ?? '');
    },
    shoot: async ({ place, size, file }) => {
      const [path, query = ''] = place.split('?');
      await page.setViewportSize(size);
      // A new hash alone would keep what the state before it has done to the page.
      await page.goto('about:blank');
      await page.goto(`${url}#${path}?${query}&bare`);
      await page.locator('[data-testid="stage"] > *').first().waitFor();
      await page.evaluate(async () => {
        await document.fonts.ready;
      });
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    },
    draw: async (html, { size, file }) => {
      await page.setViewportSize(size);
      await page.goto('about:blank');
      await page.setContent(html, { waitUntil: 'load' });
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    },
  };
}

/** Serves the gallery, opens it in a Chromium (CHROMIUM_PATH, Debian's or Playwright's own), and closes both again. */
export async function withCamera(sharpness: number, work: (camera: Camera) => Promise<void>): Promise<void> {
  const server = await galleryServer();
  const systemChromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  try {
    await server.listen();
    const browser = await chromium.launch({
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const page = await browser.newPage({ deviceScaleFactor: sharpness, reducedMotion: 'reduce' });
      await work(cameraOf(page, `${server.resolvedUrls?.local[0]}gallery/index.html`));
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
