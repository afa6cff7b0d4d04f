// Takes pictures of the gallery: `node tools/gallery-shots.mjs OUT 1366x768 'sell/typical?lang=de&theme=dark' …`.
// Without places it takes every view in every state. Serves the gallery itself; needs a Chromium (CHROMIUM_PATH).
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import { createServer } from 'vite';

const [out = 'shots', size = '1366x768', ...asked] = process.argv.slice(2);
const [width = 1366, height = 768] = size.split('x').map(Number);
const root = resolve(import.meta.dirname, '../renderer');

/** Every place of the gallery, read from its own list of links. */
async function allPlaces(page, url) {
  await page.goto(url);
  await page.waitForSelector('nav a');
  const hrefs = await page.$$eval('nav[aria-label="Views"] a', (links) =>
    links.map((link) => link.getAttribute('href')),
  );
  return hrefs.map((href) => href.slice(1).split('?')[0]);
}

async function shoot(page, url, place) {
  const [path, query = ''] = place.split('?');
  await page.goto('about:blank');
  await page.goto(`${url}#${path}?${query}&bare`);
  await page.waitForSelector('[data-testid="stage"] > *');
  await page.evaluate(() => document.fonts.ready);
  const name = `${path}${query === '' ? '' : `-${query}`}`.replace(/[^a-z0-9]+/gi, '-');
  await page.screenshot({ path: join(out, `${name}-${size}.png`) });
  return name;
}

mkdirSync(out, { recursive: true });
const server = await createServer({
  root,
  configFile: false,
  cacheDir: resolve(root, '../.cache/vite-gallery'),
  logLevel: 'error',
  plugins: [react(), tailwindcss()],
  server: { port: 0, host: '127.0.0.1' },
});
await server.listen();
const url = `${server.resolvedUrls.local[0]}gallery/index.html`;
const systemChromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage({ viewport: { width, height } });
page.on('pageerror', (error) => console.error(String(error)));
page.on('console', (message) => {
  if (message.type() === 'error') console.error(message.text());
});
const places = asked.length > 0 ? asked : await allPlaces(page, url);
for (const place of places) console.log(await shoot(page, url, place));
await browser.close();
await server.close();
