import '../../kit/theme.css';
import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { languages } from '../../../domain/store/store-settings.ts';
import { Stage, type StageProps } from '../stage.tsx';
import { specimens } from './customer-display.gallery.tsx';

/** Screens customer displays are sold with, and an upright one. CSS pixels. */
const screens = [
  [1024, 600],
  [1280, 800],
  [1366, 768],
  [1920, 1080],
  [800, 1280],
] as const;
/** Smallest type on any of them, in CSS pixels: 3 mm on a 10 inch screen of 1024 by 600. */
const typeMin = 15;
const specimen = specimens[0];
const states = Object.keys(specimen?.states ?? {});

afterEach(() => cleanup());

async function show(state: string, place: Partial<StageProps['place']> = {}): Promise<void> {
  if (specimen === undefined) throw new Error('no specimen');
  await cleanup();
  const at = { language: 'en', theme: 'light', direction: 'ltr', ...place } as const;
  // The whole screen and nothing more, as the display's own page has it.
  await render(
    <div className="fixed inset-0">
      <Stage specimen={specimen} state={state} place={at} />
    </div>,
  );
  await document.fonts.ready;
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
}

function all(selector: string): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>(selector));
}
function described(element: Element): string {
  return `${element.tagName.toLowerCase()} ${element.textContent?.slice(0, 30)}`;
}

/** Figures and headings that reach over their place or the screen. */
function outside(): string[] {
  const figures = all('.money, h1, dt, dd').filter((each) => each.closest('ol') === null && each.checkVisibility());
  const { innerWidth, innerHeight } = window;
  const over = figures.filter((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1;
  });
  const cut = all('section, .cd-panel').filter(
    (each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1,
  );
  return [...over, ...cut].map(described);
}

/** Amounts of lines that leave their list to the side. */
function amountsCut(): string[] {
  const list = document.querySelector('ol')?.getBoundingClientRect();
  if (list === undefined) return [];
  return all('ol .money')
    .filter((each) => each.getBoundingClientRect().right > list.right + 1)
    .map(described);
}

function tooSmall(): string[] {
  const leaves = all('main *').filter((each) => each.childElementCount === 0 && (each.textContent ?? '').trim() !== '');
  const seen = leaves.filter((each) => each.closest('.sr-only') === null && each.checkVisibility());
  return seen.filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < typeMin).map(described);
}

/** Is the line that changed last wholly in sight? */
function touchedInSight(): boolean {
  const line = document.querySelector('[data-touched="true"]')?.getBoundingClientRect();
  const list = document.querySelector('.cd-lines')?.getBoundingClientRect();
  return line === undefined || list === undefined || (line.top >= list.top - 1 && line.bottom <= list.bottom + 1);
}

describe.each(states)('%s', (state) => {
  test.each(languages)('CD14 is whole and large enough on every screen in %s', async (language) => {
    for (const [width, height] of screens) {
      await page.viewport(width, height);
      await show(state, { language });
      expect({
        width,
        height,
        outside: outside(),
        cut: amountsCut(),
        small: tooSmall(),
        inSight: touchedInSight(),
      }).toEqual({ width, height, outside: [], cut: [], small: [], inSight: true });
    }
  });
});

test('CD14 of sixty lines the newest are in sight, and the edge shows that there are more', async () => {
  await page.viewport(1366, 768);
  await show('sixty-lines');
  const list = document.querySelector<HTMLElement>('.cd-lines');
  expect(list?.dataset).toMatchObject({ above: 'true', below: 'false' });
  expect(all('[data-testid="customer-line"]')).toHaveLength(60);
  expect(document.querySelector('[data-testid="customer-count"]')?.textContent).toBe('60 items');
});

test('CD14 turning the screen keeps the newest line in sight', async () => {
  await page.viewport(1366, 768);
  await show('sixty-lines');
  await page.viewport(1024, 600);
  await expect.poll(touchedInSight).toBe(true);
});

test('CD7 the change is the largest type on the screen', async () => {
  await page.viewport(1366, 768);
  await show('change');
  const size = (each: Element): number => Number.parseFloat(getComputedStyle(each).fontSize);
  const change = document.querySelector('[data-testid="customer-change"]');
  const others = all('main *').filter((each) => each !== change && each.childElementCount === 0);
  expect(change === null ? 0 : size(change)).toBeGreaterThan(2 * Math.max(...others.map(size)));
});

test('CD15 what was rung and what it comes to is said politely, and the money of the end', async () => {
  const said = (): string => document.querySelector('[role="status"]')?.textContent ?? '';
  await show('one-line');
  expect(said()).toBe('Flat white, $3.90. Total $3.90');
  await show('split', { language: 'de' });
  expect(said()).toMatch(/^Zu zahlen \d+,\d\d/);
  await show('refunded');
  expect(said()).toMatch(/^Thank you! Given back \$18\.00$/);
});
